private import CSystemd

/// The sockets that systemd opened for this process before starting it.
package enum Activation {
    /// Takes over the listening Unix stream sockets that were passed, in order; empty if the process was started by hand.
    ///
    /// libsystemd checks that they are for this process, sets close-on-exec, and clears the variables, so that no child
    /// takes them over (sd_listen_fds(3)). Call once.
    ///
    /// - Throws: `ActivationError` when something else than a listening Unix stream socket was passed.
    package static func takeListeningSockets() throws(ActivationError) -> [Int32] {
        let count = sd_listen_fds(1)
        guard count >= 0 else { throw .unreadable(errno: -count) }
        var sockets: [Int32] = []
        for descriptor in firstDescriptor..<(firstDescriptor + count) {
            guard sd_is_socket_unix(descriptor, streamType, 1, nil, 0) > 0 else {
                throw .notAListeningUnixSocket(descriptor: descriptor)
            }
            sockets.append(descriptor)
        }
        return sockets
    }

    /// SD_LISTEN_FDS_START, which sd-daemon(3) fixes at 3.
    private static let firstDescriptor: Int32 = 3
    /// SOCK_STREAM of socket(2).
    private static let streamType: Int32 = 1
}
