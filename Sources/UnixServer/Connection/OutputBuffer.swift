import SocketLoop

/// The bytes that a connection's client has not taken yet.
struct OutputBuffer {
    private var bytes: [UInt8] = []
    private var sentCount = 0

    /// How many bytes are left to send.
    var count: Int { bytes.count - sentCount }

    mutating func append(_ more: [UInt8]) {
        if count == 0 {
            (bytes, sentCount) = (more, 0)
        } else {
            bytes += more
        }
    }

    /// Sends what the kernel takes; returns false if the client is gone.
    mutating func flush(to socket: any ConnectedSocket) -> Bool {
        while count > 0 {
            let outcome = bytes.withUnsafeBytes { socket.send(UnsafeRawBufferPointer(rebasing: $0[sentCount...])) }
            guard case .moved(let moved) = outcome else { return outcome == .wouldBlock }
            sentCount += moved
        }
        (bytes, sentCount) = ([], 0)
        return true
    }
}
