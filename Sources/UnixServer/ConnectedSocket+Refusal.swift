import SocketLoop

extension ConnectedSocket {
    /// Says why nothing is served, and makes a lingering close: a new socket's buffer has room for one line.
    func close(saying line: [UInt8]) {
        _ = (line + [UInt8(ascii: "\n")]).withUnsafeBytes { send($0) }
        withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 1) { endInput(reading: $0) { _ in } }
        close()
    }
}
