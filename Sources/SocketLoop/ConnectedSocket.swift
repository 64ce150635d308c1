/// A connected stream socket that never blocks; its owner closes it, once.
///
/// The seam to the kernel: ``StreamSocket`` is the real one, and tests have one whose calls have the outcomes that they say.
package protocol ConnectedSocket: Sendable {
    var descriptor: Int32 { get }

    /// Reads what has arrived, as far as it fits.
    func receive(into buffer: UnsafeMutableRawBufferPointer) -> SocketOutcome

    /// Hands bytes to the kernel, as many as it takes.
    func send(_ bytes: UnsafeRawBufferPointer) -> SocketOutcome

    /// Ends the input.
    ///
    /// From here on the peer can't send (it gets EPIPE); what had arrived can still be read. A close with unread bytes resets
    /// a Unix connection (unix(7)); after this call there comes an end of them.
    func endInput()

    func close()

    /// Whether the peer has closed both directions; one that has only ended its own may still read.
    var isHungUp: Bool { get }

    /// The peer at the other end.
    func peer() throws(SocketFailure) -> PeerCredentials
}

/// The outcome of one read or write.
package enum SocketOutcome: Sendable, Equatable {
    /// So many bytes were moved.
    case moved(Int)
    /// None now; readiness will tell.
    case wouldBlock
    /// The peer has ended its direction.
    case ended
    /// The connection is gone.
    case gone
}

extension ConnectedSocket {
    /// The first half of a lingering close: ends the input, and then hands over what had arrived before, which is no more
    /// than the kernel holds for one socket.
    ///
    /// In this order, whatever was read before: what arrives between a read that found nothing and the end would be lost.
    package func endInput(
        reading buffer: UnsafeMutableRawBufferPointer,
        _ body: (UnsafeRawBufferPointer) -> Void
    ) {
        endInput()
        while case .moved(let count) = receive(into: buffer) {
            body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
    }
}
