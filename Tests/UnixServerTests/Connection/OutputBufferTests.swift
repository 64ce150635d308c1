import SocketLoop
import Storage
import Testing
@testable import UnixServer

@Suite struct OutputBufferTests {
    @Test func `a long answer is handed over in portions, and what follows it in order`() {
        let socket = TakingSocket()
        var output = OutputBuffer()
        let long = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 / 1000) }
        output.append(long)
        output.append([1, 2])
        output.append([3])
        #expect(output.count == 200_003)
        var counts: [Int] = []
        while output.count > 0 {
            let isThere = output.flush(to: socket)
            #expect(isThere)
            counts.append(socket.taken.count)
        }
        #expect(counts == [65_536, 131_072, 196_608, 200_003])
        #expect(socket.taken == long + [1, 2, 3])
    }

    @Test func `short answers leave at once`() {
        let socket = TakingSocket()
        var output = OutputBuffer()
        for byte: UInt8 in 1...3 { output.append([byte]) }
        var isThere = output.flush(to: socket)
        #expect(isThere && output.count == 0)
        output.append([4])
        isThere = output.flush(to: socket)
        #expect(isThere && socket.taken == [1, 2, 3, 4])
    }

    @Test func `what the kernel does not take is kept`() {
        let socket = TakingSocket(room: 5)
        var output = OutputBuffer()
        output.append([1, 2, 3])
        output.append([4, 5, 6])
        var isThere = output.flush(to: socket)
        #expect(isThere && output.count == 1)
        socket.makeRoom(1)
        isThere = output.flush(to: socket)
        #expect(isThere && output.count == 0)
        #expect(socket.taken == [1, 2, 3, 4, 5, 6])
    }
}

/// A socket that takes bytes as long as it has room.
private final class TakingSocket: ConnectedSocket {
    private let state: Monitor<(taken: [UInt8], room: Int)>
    let descriptor: Int32 = -1
    let isHungUp = false

    init(room: Int = .max) {
        state = Monitor(([], room))
    }

    var taken: [UInt8] { state.withLock { $0.taken } }

    func makeRoom(_ count: Int) { state.withLock { $0.room += count } }

    func send(_ bytes: UnsafeRawBufferPointer) -> SocketOutcome {
        state.withLock { state in
            guard state.room > 0 else { return .wouldBlock }
            let taken = bytes.prefix(state.room)
            state.taken += taken
            state.room -= taken.count
            return .moved(taken.count)
        }
    }

    func receive(into buffer: UnsafeMutableRawBufferPointer) -> SocketOutcome { .wouldBlock }

    func endInput() {}

    func close() {}

    func peer() -> PeerCredentials { PeerCredentials(uid: 0, gid: 0, pid: 0, groups: []) }
}
