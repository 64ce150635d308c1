internal import Glibc

/// Carries bytes from one descriptor to the daemon and its answers to another, both at once.
///
/// Requests are sent as they come, so any number may be unanswered, as far as the daemon's limits let them; what it
/// does not take is not read from the input either. At the end of the input the sending side is closed, and all
/// answers still arrive. Answers are counted: a request without one is a failure. Memory is bounded.
package struct Relay {
    /// Why not everything was carried.
    package enum Failure: Error, Sendable, Equatable {
        /// The daemon's side failed.
        case daemon(ClientError)
        /// Reading the input failed, with the system's words for it.
        case input(String)
        case output(WriteError)
    }

    private static let chunkByteCount = 64 << 10

    private let socket: StreamSocket
    private let input: CInt
    private let write: (ArraySlice<UInt8>) throws(WriteError) -> Void
    private let timeoutSeconds: Int64?
    private var chunk = [UInt8](repeating: 0, count: chunkByteCount)
    private var unsent: ArraySlice<UInt8> = []
    private var sending = Sending.open
    private var endsWithNewline = true
    private var expected = AnswerCount()
    private var answerCount = 0

    /// What is left to do for the sending side.
    private enum Sending {
        case open
        /// The input has ended; the rest is on its way.
        case ending
        case closed
        /// The daemon takes nothing more, though there is more.
        case broken
    }

    /// Prepares to relay over a connection on which nothing is outstanding.
    ///
    /// - Parameters:
    ///   - connection: The daemon's end.
    ///   - input: A descriptor to read requests from, a line each.
    ///   - timeoutSeconds: How long the daemon may be silent while it owes an answer; nil waits for ever.
    ///   - write: Takes the answers as they come; a piece may end within a line.
    package init(
        _ connection: Connection,
        input: CInt,
        timeoutSeconds: Int64?,
        write: @escaping (ArraySlice<UInt8>) throws(WriteError) -> Void
    ) {
        socket = connection.socket
        self.input = input
        self.write = write
        self.timeoutSeconds = timeoutSeconds
    }

    /// Relays until the daemon has said everything.
    ///
    /// - Throws: `closed` when the daemon hung up before the input ended, in the middle of an answer, or without one.
    package mutating func run() throws(Failure) {
        while true {
            if case .ending = sending, unsent.isEmpty { try closeSending() }
            let ready = try wait()
            if ready.socket & CInt(POLLIN | POLLHUP | POLLERR) != 0, try !passAnswers() { break }
            if ready.socket & CInt(POLLOUT) != 0 { try passRequests() }
            if ready.input != 0 { try readRequests() }
        }
        guard case .closed = sending, endsWithNewline, answerCount >= expected.finished else { throw .daemon(.closed) }
    }

    private func wait() throws(Failure) -> (socket: CInt, input: CInt) {
        let takesInput = if case .open = sending { unsent.isEmpty } else { false }
        let socketEvents = Int16(unsent.isEmpty ? POLLIN : POLLIN | POLLOUT)
        var polled = [
            pollfd(fd: socket.descriptor, events: socketEvents, revents: 0),
            pollfd(fd: takesInput ? input : -1, events: Int16(POLLIN), revents: 0),
        ]
        var isOwed = answerCount < expected.count
        if case .closed = sending { isOwed = true }
        let milliseconds = isOwed ? timeoutSeconds.map { CInt(clamping: $0 * 1000) } ?? -1 : -1
        while poll(&polled, nfds_t(polled.count), milliseconds) < 0 {
            guard errno == EINTR else { throw .daemon(.last("poll")) }
        }
        if polled.allSatisfy({ $0.revents == 0 }) { throw .daemon(.timedOut(seconds: timeoutSeconds ?? 0)) }
        return (CInt(polled[0].revents), CInt(polled[1].revents))
    }

    /// Passes on what the daemon says; false at its end.
    private mutating func passAnswers() throws(Failure) -> Bool {
        let count: Int
        do throws(ClientError) {
            count = try socket.receive(into: &chunk)
        } catch .closed {
            return false
        } catch {
            throw .daemon(error)
        }
        guard count > 0 else { return false }
        endsWithNewline = chunk[count - 1] == UInt8(ascii: "\n")
        answerCount += chunk[..<count].count { $0 == UInt8(ascii: "\n") }
        do throws(WriteError) {
            try write(chunk[..<count])
        } catch {
            throw .output(error)
        }
        return true
    }

    private mutating func passRequests() throws(Failure) {
        do throws(ClientError) {
            unsent = unsent.dropFirst(try socket.send(unsent, waits: false))
        } catch .closed {
            // Whom the daemon turns away hears why: its answers are still there to be read.
            unsent = []
            sending = .broken
        } catch {
            throw .daemon(error)
        }
    }

    private mutating func readRequests() throws(Failure) {
        let count = chunk.withUnsafeMutableBytes { read(input, $0.baseAddress, $0.count) }
        switch count {
        case 0: sending = .ending
        case 1...:
            unsent = chunk[..<count]
            expected.add(unsent)
        default:
            if errno != EINTR, errno != EAGAIN { throw .input("standard input: \(errorText(errno))") }
        }
    }

    private mutating func closeSending() throws(Failure) {
        do throws(ClientError) {
            try socket.closeSending()
        } catch {
            throw .daemon(error)
        }
        sending = .closed
    }
}
