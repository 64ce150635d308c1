import Foundation
import TestSupport

/// A socket with somebody behind it who says what a test wants.
final class ScriptedDaemon: Sendable {
    /// What to do with one line.
    enum Action: Sendable {
        case answer(String)
        /// Send these bytes without a newline, then hang up.
        case breakOff(String)
        case stayQuiet
        /// Send a byte now and then, as long as somebody takes it.
        case trickle
    }

    let path: String
    private let scratch: ScratchDirectory
    private let listener: CInt
    private let heard = Heard()

    /// Listens, and serves each connection on a thread of its own.
    ///
    /// Without `accepts` every connection is left waiting in the backlog. A `greeting` is said at once, before the
    /// connection is closed. Without one each line is met by `action`.
    convenience init(
        accepts: Bool = true,
        greeting: String? = nil,
        _ action: @escaping @Sendable (String) -> Action
    ) throws {
        try self.init(accepts: accepts, greeting: greeting) { line, _ in action(line) }
    }

    /// The same for an action that depends on the lines before, too.
    init(
        accepts: Bool = true,
        greeting: String? = nil,
        _ action: @escaping @Sendable (_ line: String, _ before: [String]) -> Action
    ) throws {
        scratch = try ScratchDirectory()
        path = "\(scratch.path)/daemon.sock"
        listener = try Self.listen(path)
        let listener = listener
        let heard = heard
        guard accepts else { return }
        Thread.detachNewThread {
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else { break }
                Thread.detachNewThread {
                    if let greeting {
                        Self.send(greeting, to: connection)
                    } else {
                        Self.serve(connection, heard, action)
                    }
                    // A program that another test started meanwhile may hold the connection too; this ends it for all.
                    shutdown(connection, CInt(SHUT_RDWR))
                    close(connection)
                }
            }
            // Only here: a number closed elsewhere could be another test's socket by the time it is accepted from.
            close(listener)
        }
    }

    /// Takes no further connections; call it at the end of the test, which also keeps the daemon until then.
    func stop() {
        // Wakes accept(2), which ends the thread.
        shutdown(listener, CInt(SHUT_RDWR))
    }

    /// Every line received so far.
    var lines: [String] { heard.all }

    private static func listen(_ path: String) throws -> CInt {
        let listener = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard listener >= 0, result == 0, Glibc.listen(listener, 16) == 0 else {
            throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
        }
        return listener
    }

    private static func serve(_ connection: CInt, _ heard: Heard, _ action: (String, [String]) -> Action) {
        var buffer = ""
        var chunk = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = read(connection, &chunk, chunk.count)
            if count <= 0 { break }
            buffer += String(decoding: chunk[..<count], as: UTF8.self)
            while let newline = buffer.firstIndex(of: "\n") {
                let line = String(buffer[..<newline])
                buffer = String(buffer[buffer.index(after: newline)...])
                guard perform(action(line, heard.all), line, connection, heard) else { return }
            }
        }
        if !buffer.isEmpty { _ = perform(action(buffer, heard.all), buffer, connection, heard) }
    }

    private static func perform(_ action: Action, _ line: String, _ connection: CInt, _ heard: Heard) -> Bool {
        heard.append(line)
        switch action {
        case .answer(let text): send(text + "\n", to: connection)
        case .breakOff(let text):
            send(text, to: connection)
            return false
        case .stayQuiet: break
        case .trickle:
            var space = UInt8(ascii: " ")
            while Glibc.send(connection, &space, 1, CInt(MSG_NOSIGNAL)) == 1 { _ = poll(nil, 0, 20) }
        }
        return true
    }

    private static func send(_ text: String, to connection: CInt) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.send(connection, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL)) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}

/// Lines that one thread hears and another one asks for.
private final class Heard: @unchecked Sendable {
    private let lock = NSLock()
    private var lines: [String] = []

    var all: [String] { lock.withLock { lines } }

    func append(_ line: String) {
        lock.withLock { lines.append(line) }
    }
}
