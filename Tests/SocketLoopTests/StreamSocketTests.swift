import Glibc
import SocketLoop
import Testing

@Suite struct StreamSocketTests {
    private let near: StreamSocket
    private let far: StreamSocket
    private let poller: Poller

    init() throws {
        var ends: [Int32] = [-1, -1]
        #expect(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
        (near, far) = (StreamSocket(ends[0]), StreamSocket(ends[1]))
        poller = try Poller()
        try poller.add(near.descriptor, token: 7, for: .readable)
    }

    @Test func `bytes that arrive are reported until they are read, and none then block nobody`() {
        #expect(poller.wait(milliseconds: 0) == 0)
        #expect(send("abc", by: far) == .moved(3))
        for _ in 1...2 {
            #expect(poller.wait(milliseconds: 0) == 1)
            #expect(poller[0] == (7, .readable))
        }
        #expect(receive(by: near, 2) == .moved(2))
        #expect(receive(by: near, 2) == .moved(1))
        #expect(receive(by: near, 2) == .wouldBlock)
        #expect(poller.wait(milliseconds: 0) == 0)
    }

    @Test func `a peer that half-closes ends the input and takes answers; one that closes is gone`() {
        shutdown(far.descriptor, Int32(SHUT_WR))
        #expect(poller.wait(milliseconds: 0) == 1)
        #expect(!poller[0].readiness.isGone && !near.isHungUp)
        #expect(receive(by: near, 8) == .ended)
        #expect(send("abc", by: near) == .moved(3))
        far.close()
        #expect(poller.wait(milliseconds: 0) == 1)
        #expect(poller[0].readiness.isGone && near.isHungUp)
        #expect(send("abc", by: near) == .gone)
        near.close()
    }

    @Test func `a full buffer takes part of what is sent, then nothing, until the peer reads`() throws {
        let chunk = [UInt8](repeating: 1, count: 1 << 20)
        var sent = 0
        while case .moved(let count) = chunk.withUnsafeBytes({ near.send($0) }) {
            #expect(count > 0 && count < chunk.count)
            sent += count
        }
        try poller.change(near.descriptor, token: 7, to: .writable)
        #expect(poller.wait(milliseconds: 0) == 0)
        var received = 0
        while case .moved(let count) = receive(by: far, 1 << 20) { received += count }
        #expect(received == sent)
        #expect(poller.wait(milliseconds: 0) == 1)
        #expect(poller[0] == (7, .writable))
    }

    @Test func `a peer can't send into an input that was ended, and reads what it was told without a reset`() {
        #expect(send("unread", by: far) == .moved(6))
        var rest = 0
        withBuffer(4) { near.endInput(reading: $0) { rest += $0.count } }
        #expect(rest == 6)
        #expect(send("more", by: far) == .gone)
        #expect(send("reason", by: near) == .moved(6))
        near.close()
        #expect(receive(by: far, 64) == .moved(6))
        #expect(receive(by: far, 64) == .ended, "not a reset")
    }

    @Test func `a descriptor that is not waited for costs nothing, unless its peer is gone`() throws {
        try poller.change(near.descriptor, token: 7, to: [])
        #expect(send("abc", by: far) == .moved(3))
        #expect(poller.wait(milliseconds: 0) == 0)
        far.close()
        #expect(poller.wait(milliseconds: 0) == 1)
        #expect(poller[0].readiness.isGone)
    }

    @Test func `the kernel names the peer`() throws {
        var groups = [gid_t](repeating: 0, count: Int(getgroups(0, nil)))
        #expect(getgroups(Int32(groups.count), &groups) == groups.count)
        let peer = try near.peer()
        #expect(peer == PeerCredentials(uid: geteuid(), gid: getegid(), pid: getpid(), groups: peer.groups))
        #expect(Set(peer.groups) == Set(groups))
    }

    private func send(_ text: String, by socket: StreamSocket) -> SocketOutcome {
        Array(text.utf8).withUnsafeBytes { socket.send($0) }
    }

    private func receive(by socket: StreamSocket, _ count: Int) -> SocketOutcome {
        withBuffer(count) { socket.receive(into: $0) }
    }

    private func withBuffer<Value>(_ count: Int, _ body: (UnsafeMutableRawBufferPointer) -> Value) -> Value {
        withUnsafeTemporaryAllocation(byteCount: count, alignment: 1, body)
    }
}
