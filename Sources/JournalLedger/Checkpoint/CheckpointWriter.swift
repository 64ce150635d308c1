import Storage

/// Writes a checkpoint from front to back, in pieces that are synced on the way: so that the journal, which shares the disk,
/// never waits behind hundreds of megabytes.
struct CheckpointWriter {
    private static let pieceBytes = 1 << 20

    private let file: any DiskFile
    private var buffer: [UInt8] = []
    private var offset = 0
    private var sum = Checksum()

    init(_ file: any DiskFile) {
        self.file = file
        buffer.reserveCapacity(2 * Self.pieceBytes)
    }

    mutating func write(_ bytes: [UInt8]) throws(SystemCallFailure) { try unsafe write(bytes.span.bytes) }

    mutating func write(_ number: Int) throws(SystemCallFailure) { try unsafe write([UInt64(number)].span.bytes) }

    /// Appends bytes, a multiple of 8 of them.
    mutating func write(_ bytes: RawSpan) throws(SystemCallFailure) {
        sum.add(bytes)
        unsafe bytes.withUnsafeBytes { unsafe buffer.append(contentsOf: $0) }
        if buffer.count >= Self.pieceBytes { try flush() }
    }

    /// Appends the check sum, and makes everything durable.
    mutating func finish() throws(SystemCallFailure) {
        let value = sum.value
        try unsafe write([value].span.bytes)
        try flush()
        try file.sync()
    }

    private mutating func flush() throws(SystemCallFailure) {
        try file.writeWhole(buffer.span, at: offset)
        try file.syncData()
        offset += buffer.count
        buffer.removeAll(keepingCapacity: true)
    }
}
