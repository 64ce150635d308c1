internal import CSocket
internal import Glibc

/// A connected stream socket of the kernel.
package struct StreamSocket: ConnectedSocket {
    package let descriptor: Int32

    package init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    package func receive(into buffer: UnsafeMutableRawBufferPointer) -> SocketOutcome {
        while true {
            let count = recv(descriptor, buffer.baseAddress, buffer.count, Int32(MSG_DONTWAIT))
            if count > 0 { return .moved(count) }
            if count == 0 { return .ended }
            if errno != EINTR { return outcomeOfFailure }
        }
    }

    package func send(_ bytes: UnsafeRawBufferPointer) -> SocketOutcome {
        let flags = Int32(MSG_DONTWAIT | MSG_NOSIGNAL)
        while true {
            let count = Glibc.send(descriptor, bytes.baseAddress, bytes.count, flags)
            if count >= 0 { return .moved(count) }
            if errno != EINTR { return outcomeOfFailure }
        }
    }

    package func endInput() {
        shutdown(descriptor, Int32(SHUT_RD))
    }

    package var isHungUp: Bool {
        var look = pollfd(fd: descriptor, events: 0, revents: 0)
        return poll(&look, 1, 0) == 1 && Int32(look.revents) & POLLHUP != 0
    }

    package func close() {
        Glibc.close(descriptor)
    }

    package func peer() throws(SocketFailure) -> PeerCredentials {
        var credentials = peer_credentials()
        guard get_peer_credentials(descriptor, &credentials) == 0 else { throw SocketFailure("getsockopt") }
        let groups = try peerGroups()
        return PeerCredentials(uid: credentials.uid, gid: credentials.gid, pid: credentials.pid, groups: groups)
    }

    /// All supplementary groups of the peer; a caller whose groups are unknown must not pass for one without any.
    private func peerGroups() throws(SocketFailure) -> [gid_t] {
        var groups = [gid_t](repeating: 0, count: 64)
        while true {
            var byteCount = socklen_t(groups.count * MemoryLayout<gid_t>.stride)
            if getsockopt(descriptor, SOL_SOCKET, SO_PEERGROUPS, &groups, &byteCount) == 0 {
                return Array(groups[..<(Int(byteCount) / MemoryLayout<gid_t>.stride)])
            }
            // Too small a buffer: the kernel has said how many bytes there are.
            let needed = Int(byteCount) / MemoryLayout<gid_t>.stride
            guard errno == ERANGE, needed > groups.count else { throw SocketFailure("getsockopt") }
            groups = [gid_t](repeating: 0, count: needed)
        }
    }

    private var outcomeOfFailure: SocketOutcome {
        errno == EAGAIN || errno == ENOBUFS || errno == ENOMEM ? .wouldBlock : .gone
    }
}
