/// Why no answer was had from the daemon.
package enum ClientError: Error, Sendable, Equatable {
    /// Nothing is at the path.
    case noSocket(path: String)
    /// The path is longer than a socket's address can be.
    case pathTooLong(path: String, byteCountMax: Int)
    /// Something else than a stream socket is at the path.
    case notASocket(path: String)
    /// The socket is there and nobody listens on it.
    case nobodyListens(path: String)
    /// The caller may not write to the socket, or not reach it; the group is that of the socket, if it can be seen.
    case permissionDenied(path: String, group: String?)
    /// The daemon left the connection waiting for as long as the time-out allows; nothing was asked yet.
    case notAccepted(path: String)
    /// Nothing came, or nothing could be sent, for this long.
    case timedOut(seconds: Int64)
    /// The daemon closed the connection before it answered.
    case closed
    /// An answer is longer than the client takes.
    case answerTooLong(byteCountMax: Int)
    /// An answer is not one; the sentence says why.
    case invalidAnswer(String)
    /// The request holds a line break, which would make two of it.
    case brokenRequest
    /// A system call failed; `number` is its errno(3).
    case systemCall(name: String, number: Int32, text: String)

    /// One or two sentences for people: what happened, and what to do.
    package var message: String {
        switch self {
        case .noSocket(let path):
            "There is no socket at \(path). Start the daemon (systemctl start paylinkd.socket), "
                + "or name its socket with --socket or PAYLINK_SOCKET. \(Self.whereToLook)"
        case .pathTooLong(let path, let byteCountMax):
            "The socket's path has \(path.utf8.count) bytes, and at most \(byteCountMax) are possible. "
                + "Give a shorter path."
        case .notASocket(let path):
            "\(path) is not a stream socket. Name the daemon's socket with --socket or PAYLINK_SOCKET."
        case .nobodyListens(let path):
            "Nobody listens on \(path). Start the daemon (systemctl start paylinkd.socket) and try again. "
                + Self.whereToLook
        case .permissionDenied(let path, let group?):
            "You may not use \(path). Become a member of its group \(group) "
                + "(usermod --append --groups \(group) USER), then log in again."
        case .permissionDenied(let path, nil):
            "You may not use \(path). Become a member of the socket's group, then log in again."
        case .notAccepted(let path):
            "The daemon at \(path) takes no connection at the moment. Try again."
        case .timedOut(let seconds):
            "The daemon was silent for \(seconds) s. What you asked for may still happen: look before you ask again, "
                + "or ask again with the same idempotency key. \(Self.whereToLook)"
        case .closed:
            "The daemon closed the connection without an answer. What you asked for may have happened: look before you "
                + "ask again, or ask again with the same idempotency key. \(Self.whereToLook)"
        case .answerTooLong(let byteCountMax):
            "The answer is longer than \(byteCountMax) bytes. Ask for less at a time."
        case .invalidAnswer(let reason):
            "That was not an answer of paylinkd. \(reason) Check which program listens on the socket."
        case .brokenRequest:
            "A request must be a single line. Remove the line break."
        case .systemCall(let name, _, let text):
            "Talking to the daemon failed (\(name): \(text)). Try again."
        }
    }

    /// A daemon that does not start says why to systemd alone.
    private static let whereToLook =
        "Whether it runs, and why not, is told by: systemctl status paylinkd.socket paylinkd"
}
