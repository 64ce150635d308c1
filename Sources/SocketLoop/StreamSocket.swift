internal import CSocket
internal import Glibc

/// A connected stream socket that never blocks; its owner closes it, once.
package struct StreamSocket: Sendable {
    /// The outcome of one read or write.
    package enum Outcome: Sendable, Equatable {
        /// So many bytes were moved.
        case moved(Int)
        /// None now; readiness will tell.
        case wouldBlock
        /// The peer has ended its direction.
        case ended
        /// The connection is gone.
        case gone
    }

    package let descriptor: Int32

    package init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// Reads what has arrived, as far as it fits.
    package func receive(into buffer: UnsafeMutableRawBufferPointer) -> Outcome {
        while true {
            let count = recv(descriptor, buffer.baseAddress, buffer.count, Int32(MSG_DONTWAIT))
            if count > 0 { return .moved(count) }
            if count == 0 { return .ended }
            if errno != EINTR { return outcomeOfFailure }
        }
    }

    /// Hands bytes to the kernel, as many as it takes.
    package func send(_ bytes: UnsafeRawBufferPointer) -> Outcome {
        let flags = Int32(MSG_DONTWAIT | MSG_NOSIGNAL)
        while true {
            let count = Glibc.send(descriptor, bytes.baseAddress, bytes.count, flags)
            if count >= 0 { return .moved(count) }
            if errno != EINTR { return outcomeOfFailure }
        }
    }

    /// Ends the input.
    ///
    /// From here on the peer can't send (it gets EPIPE); what had arrived can still be read. A close with unread bytes resets a Unix connection (unix(7)); after this call there comes an end of them.
    package func endInput() {
        shutdown(descriptor, Int32(SHUT_RD))
    }

    /// Reads and drops what has arrived, after ``endInput()``: no more than the kernel holds for one socket.
    package func drop(using buffer: UnsafeMutableRawBufferPointer) {
        while case .moved = receive(into: buffer) {}
    }

    /// Whether the peer has closed both directions; one that has only ended its own may still read.
    package var isHungUp: Bool {
        var look = pollfd(fd: descriptor, events: 0, revents: 0)
        return poll(&look, 1, 0) == 1 && Int32(look.revents) & POLLHUP != 0
    }

    package func close() {
        Glibc.close(descriptor)
    }

    /// The peer at the other end.
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

    private var outcomeOfFailure: Outcome {
        errno == EAGAIN || errno == ENOBUFS || errno == ENOMEM ? .wouldBlock : .gone
    }
}
