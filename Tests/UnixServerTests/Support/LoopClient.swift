import Glibc
import SocketLoop

/// A client that never blocks.
final class LoopClient {
    let socket: StreamSocket
    private(set) var hasEnded = false
    private(set) var received: [UInt8] = []
    private var isClosed = false

    init(_ path: String) throws {
        let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        socket = StreamSocket(Glibc.socket(AF_UNIX, type, 0))
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(socket.descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        if result != 0 { throw NotConnected(code: errno) }
    }

    deinit { close() }

    struct NotConnected: Error { let code: Int32 }

    /// Sends bytes; returns how many the kernel took, nil if the server takes no more.
    @discardableResult
    func send(_ text: String) -> Int? {
        guard !isClosed else { return nil }
        return switch Array(text.utf8).withUnsafeBytes({ socket.send($0) }) {
        case .moved(let count): count
        case .wouldBlock: 0
        case .ended, .gone: nil
        }
    }

    /// Takes what has come so far.
    func receive() {
        withUnsafeTemporaryAllocation(byteCount: 64 << 10, alignment: 1) { buffer in
            while !hasEnded {
                switch socket.receive(into: buffer) {
                case .moved(let count): received += buffer[..<count]
                case .wouldBlock: return
                case .ended, .gone: hasEnded = true
                }
            }
        }
    }

    /// The whole lines that have come so far.
    var lines: [String] {
        receive()
        return received.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast()
            .map { String(decoding: $0, as: UTF8.self) }
    }

    /// How many there are, and whether a part of one more has come.
    var lineCount: (whole: Int, hasPart: Bool) {
        receive()
        return (received.count { $0 == UInt8(ascii: "\n") }, received.last.map { $0 != UInt8(ascii: "\n") } ?? false)
    }

    func closeSending() {
        if !isClosed { shutdown(socket.descriptor, Int32(SHUT_WR)) }
    }

    func close() {
        guard !isClosed else { return }
        // From here on the number may be that of another test's socket, whose bytes a look would take.
        (isClosed, hasEnded) = (true, true)
        // A program that another test starts just now may hold the connection too; this ends it for all.
        shutdown(socket.descriptor, Int32(SHUT_RDWR))
        socket.close()
    }
}
