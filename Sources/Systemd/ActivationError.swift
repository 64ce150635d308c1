/// The reason why the sockets that systemd passed can't be served.
package enum ActivationError: Error, Sendable, CustomStringConvertible {
    case unreadable(errno: Int32)
    case notAListeningUnixSocket(descriptor: Int32)

    package var description: String {
        switch self {
        case .unreadable(let errno):
            "The sockets that systemd passed can't be read (error \(errno)); check LISTEN_FDS and LISTEN_PID."
        case .notAListeningUnixSocket(let descriptor):
            "Descriptor \(descriptor) is no listening Unix stream socket; use ListenStream=/path in the .socket unit."
        }
    }
}
