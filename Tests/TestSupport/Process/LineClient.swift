package import JSON
package import PaylinkClient

/// A client of the daemon's socket that blocks a thread of its own, so that many clients can wait at once.
///
/// Its calls run one after the other. A call throws if the daemon sends nothing for longer than the time-out.
package actor LineClient {
    /// The time-out of one line, in seconds: far longer than any answer takes, so that only a lost one runs into it.
    package static let timeoutSeconds: Int64 = 300

    private let path: String
    private let executor = ThreadExecutor()
    private var connection: Connection?

    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Makes a client that connects on first use.
    package init(path: String) {
        self.path = path
    }

    /// Connects, unless it is connected.
    package func connect() throws {
        _ = try connected()
    }

    /// Sends one line with its newline.
    package func send(_ line: String) throws {
        try connected().send(Array(line.utf8))
    }

    /// Sends bytes unchanged.
    package func sendBytes(_ bytes: [UInt8]) throws {
        try connected().sendBytes(bytes)
    }

    /// Reads the next line; nil at the end of the stream.
    package func readLine() throws -> String? {
        try connected().readLine().map { String(decoding: $0, as: UTF8.self) }
    }

    /// Reads a number of lines, fewer if the stream ends before.
    package func readLines(_ count: Int) throws -> [String] {
        var lines: [String] = []
        while lines.count < count, let line = try readLine() { lines.append(line) }
        return lines
    }

    /// Reads every line up to the end of the stream.
    package func readToEnd() throws -> [String] {
        try readLines(.max)
    }

    /// Shuts down the sending direction; answers can still be read.
    package func closeSending() throws {
        try connected().closeSending()
    }

    /// Closes the connection, with whatever is still unread.
    package func hangUp() {
        connection = nil
    }

    /// Calls a method with the JSON text of its parameters, and waits for the answer.
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
