internal import Glibc

/// The reason why a socket can't be bound.
package enum ListeningError: Error, Sendable, CustomStringConvertible {
    case pathTooLong(path: String)
    case notASocket(path: String)
    case inUse(path: String)
    case systemCall(String, errno: Int32, path: String)

    package var description: String {
        switch self {
        case .pathTooLong(let path): "The socket's path \(path) is longer than 107 bytes; choose a shorter one."
        case .notASocket(let path): "\(path) exists and is no socket; move it away or choose another --socket."
        case .inUse(let path): "Another process serves \(path) already; stop it or choose another --socket."
        case .systemCall(let name, let errno, let path):
            "\(name) failed for \(path): \(String(cString: strerror(errno))); check that the folder exists and is writable."
        }
    }
}
