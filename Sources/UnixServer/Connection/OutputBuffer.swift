import SocketLoop

/// The bytes that a connection's client has not taken yet.
///
/// A long answer is neither copied, nor sent at once however fast the client reads: that would take the loop's time.
struct OutputBuffer {
    /// How many bytes are handed to the kernel before others have their turn.
    static let portionByteCount = 64 << 10

    private var bytes: [UInt8] = []
    private var sentCount = 0
    /// What follows those bytes.
    private var rest: [[UInt8]] = []
    /// How many bytes are left to send.
    private(set) var count = 0

    mutating func append(_ more: [UInt8]) {
        if count == 0 {
            (bytes, sentCount) = (more, 0)
        } else {
            rest.append(more)
        }
        count += more.count
    }

    /// Sends what the kernel takes, one portion at most; returns false if the client is gone.
    mutating func flush(to socket: any ConnectedSocket) -> Bool {
        var portion = min(count, Self.portionByteCount)
        while portion > 0 {
            let outcome = bytes.withUnsafeBytes {
                socket.send(UnsafeRawBufferPointer(rebasing: $0[sentCount...].prefix(portion)))
            }
            guard case .moved(let moved) = outcome else { return outcome == .wouldBlock }
            sentCount += moved
            count -= moved
            portion -= moved
            guard sentCount == bytes.count else { continue }
            (bytes, sentCount) = (rest.isEmpty ? [] : rest.removeFirst(), 0)
        }
        return true
    }
}
