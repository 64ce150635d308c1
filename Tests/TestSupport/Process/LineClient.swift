package import JSON
package import PaylinkClient

/// A client of the daemon's socket that blocks a thread of its own, so that many can wait at once.
///
/// Its calls run one after the other. Whoever is silent for longer than the time-out makes the call throw.
package actor LineClient {
    /// How long a test waits for one line, in seconds: far more than any needs, so that only a lost answer takes it.
    package static let timeoutSeconds: Int64 = 300

    private let path: String
    private let executor = ThreadExecutor()
    private var connection: Connection?

    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// A client that connects when it is first used.
    package init(path: String) {
        self.path = path
    }

    /// Connects, if that has not been done yet.
    package func connect() throws {
        _ = try connected()
    }

    /// Sends one line with its newline.
    package func send(_ line: String) throws {
        try connected().send(Array(line.utf8))
    }

    /// Sends bytes as they are.
    package func sendBytes(_ bytes: [UInt8]) throws {
        try connected().sendBytes(bytes)
    }

    /// Reads the next line; nil at the end of the stream.
    package func readLine() throws -> String? {
        try connected().readLine().map { String(decoding: $0, as: UTF8.self) }
    }

    /// Reads this many lines, fewer if the stream ends before.
    package func readLines(_ count: Int) throws -> [String] {
        var lines: [String] = []
        while lines.count < count, let line = try readLine() { lines.append(line) }
        return lines
    }

    /// Reads every line up to the end of the stream.
    package func readToEnd() throws -> [String] {
        try readLines(.max)
    }

    /// Ends what the client sends; answers can still be read.
    package func closeSending() throws {
        try connected().closeSending()
    }

    /// Hangs up, whatever is still unread.
    package func hangUp() {
        connection = nil
    }

    /// Calls a method with parameters that are encoded already, and waits for the answer.
    package func call(_ method: String, _ parameters: String? = nil) throws -> Reply {
        try connected().call(method: method, parameters: parameters.map { Array($0.utf8) })
    }

    private func connected() throws -> Connection {
        if let connection { return connection }
        let connection = try Connection(path: path, timeoutSeconds: Self.timeoutSeconds)
        self.connection = connection
        return connection
    }
}

/// The members of a JSON object, written by the closure.
package func parameters(_ members: (inout JSONWriter) -> Void) -> String {
    var writer = JSONWriter()
    writer.object(members)
    return String(decoding: writer.bytes, as: UTF8.self)
}
