package import JSON
import JSONRPC

/// A blocking connection to the daemon.
///
/// For one thread at a time. Answers arrive in the order of the requests, so lines may be sent ahead (`send`) and
/// their answers read later (`readLine`); who sends much without reading will be stopped by the daemon's limits.
package final class Connection {
    /// The standard time-out, in seconds: a little over the daemon's own deadline for a request.
    package static let timeoutSeconds: Int64 = 35
    /// The longest answer that is taken, in bytes: what the JSON reader takes.
    package static let answerBytesMax = JSONDocument.textBytesMax

    private static let chunkByteCount = 64 << 10

    /// The socket itself, for who relays bytes instead of lines.
    let socket: StreamSocket
    private let lineBytesMax: Int
    private var framer: LineFramer
    private var chunk = [UInt8](repeating: 0, count: chunkByteCount)
    private let timeoutSeconds: Int64?
    private var lastID: Int64 = 0
    private var hasEnded = false

    /// Connects to a daemon.
    ///
    /// - Parameters:
    ///   - path: Where it listens.
    ///   - timeoutSeconds: How long the other side may be silent, refuse to take bytes, or take to end a line; nil waits for
    ///     ever.
    ///   - lineBytesMax: The longest answer to take, in bytes.
    /// - Throws: Why it can't be reached.
    package init(
        path: String = SocketPath.resolve(given: nil),
        timeoutSeconds: Int64? = timeoutSeconds,
        lineBytesMax: Int = answerBytesMax
    ) throws(ClientError) {
        socket = try StreamSocket(path: path, timeoutSeconds: timeoutSeconds)
        self.timeoutSeconds = timeoutSeconds
        framer = LineFramer(lineBytesMax: lineBytesMax)
        self.lineBytesMax = lineBytesMax
    }

    /// Calls a method and waits for the answer.
    ///
    /// No answer may be outstanding from `send`.
    ///
    /// - Parameters:
    ///   - method: The method's name.
    ///   - parameters: An encoded object or array on one line; nil for none.
    /// - Returns: The result or the daemon's refusal.
    /// - Throws: Why there is no answer. After `timedOut` and `closed` the outcome is unknown.
    package func call(method: String, parameters: [UInt8]? = nil) throws(ClientError) -> Reply {
        lastID += 1
        let line = RequestLine.encode(id: lastID, method: method, parameters: parameters)
        do {
            try send(line)
        } catch .closed {
            // Whom the daemon turns away hears why: the reason is still there to be read.
        }
        guard let answer = try readLine() else { throw .closed }
        return try Reply(line: answer, id: lastID)
    }

    /// Calls a method with named parameters, which the closure writes as an object's members.
    package func call(method: String, members: (inout JSONWriter) -> Void) throws(ClientError) -> Reply {
        var writer = JSONWriter()
        writer.object(members)
        return try call(method: method, parameters: writer.bytes)
    }

    /// Sends one line and its newline; returns when the kernel has all of it.
    package func send(_ line: some Collection<UInt8>) throws(ClientError) {
        guard !line.contains(UInt8(ascii: "\n")) else { throw .brokenRequest }
        try sendBytes(Array(line) + [UInt8(ascii: "\n")])
    }

    /// Sends bytes as they are; a line may be split anywhere.
    package func sendBytes(_ bytes: [UInt8]) throws(ClientError) {
        var unsent = bytes[...]
        while !unsent.isEmpty { unsent = unsent.dropFirst(try socket.send(unsent)) }
    }

    /// Reads the next line, without its newline; nil when the daemon has said everything.
    ///
    /// Blank lines are skipped.
    ///
    /// - Throws: `closed` also for a last line without a newline: it was cut off, and is no answer.
    package func readLine() throws(ClientError) -> [UInt8]? {
        let start = ContinuousClock.now
        while true {
            switch framer.next() {
            case .line(let line): return line
            case .tooLong: throw .answerTooLong(byteCountMax: lineBytesMax)
            case nil where hasEnded:
                guard framer.bufferedByteCount == 0 else { throw .closed }
                return nil
            case nil:
                try receive()
                // A byte now and then is no sign of life.
                if let timeoutSeconds, ContinuousClock.now - start > .seconds(timeoutSeconds), !framer.hasNext,
                    !hasEnded
                {
                    throw .timedOut(seconds: timeoutSeconds)
                }
            }
        }
    }

    /// Says that no more requests follow; the daemon still answers those it has.
    package func closeSending() throws(ClientError) {
        try socket.closeSending()
    }

    private func receive() throws(ClientError) {
        let count = try socket.receive(into: &chunk)
        chunk.withUnsafeBytes { framer.append(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        hasEnded = count == 0
    }
}
