import Glibc
import NIOCore

/// The user, group and process at the other end of a connection, recorded by the kernel at connect(2) (unix(7),
/// SO_PEERCRED).
package struct PeerCredentials: Sendable, Hashable {
    package let uid: UInt32
    package let gid: UInt32
    package let pid: Int32
}

extension PeerCredentials {
    /// Reads the credentials of a connection's peer.
    static func of(_ channel: any Channel) -> EventLoopFuture<PeerCredentials> {
        guard let provider = channel as? any SocketOptionProvider else {
            return channel.eventLoop.makeFailedFuture(ChannelError.operationUnsupported)
        }
        let credentials: EventLoopFuture<KernelCredentials> = provider.unsafeGetSocketOption(
            level: .socket,
            name: NIOBSDSocket.Option(rawValue: SO_PEERCRED)
        )
        return credentials.map { PeerCredentials(uid: $0.uid, gid: $0.gid, pid: $0.pid) }
    }
}

/// `struct ucred` of <sys/socket.h>, which the C library's module hides: three 32-bit integers, in this order.
private struct KernelCredentials {
    let pid: pid_t
    let uid: uid_t
    let gid: gid_t
}
