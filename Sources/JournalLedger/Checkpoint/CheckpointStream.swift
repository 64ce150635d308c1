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

/// Reads a checkpoint from front to back.
struct CheckpointReader {
    /// Why a checkpoint is none.
    enum Failure: Error {
        case tooShort
        case systemCall(SystemCallFailure)
    }

    private let file: any DiskFile
    private var offset = 0
    private var check = Checksum()

    init(_ file: any DiskFile) {
        self.file = file
    }

    /// The sum of everything that was read.
    var sum: UInt64 { check.value }

    mutating func word() throws(Failure) -> UInt64 {
        var words: [UInt64] = [0]
        var span = words.mutableSpan
        var bytes = unsafe span.mutableBytes
        try fill(&bytes)
        return words[0]
    }

    mutating func bytes(count: Int) throws(Failure) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var span = bytes.mutableSpan
        var raw = unsafe span.mutableBytes
        try fill(&raw)
        return bytes
    }

    /// Fills a buffer with the next bytes.
    mutating func fill(_ bytes: inout MutableRawSpan) throws(Failure) {
        var filled = 0
        while filled < bytes.byteCount {
            let more: Int
            do throws(SystemCallFailure) {
                more = try file.readUninterrupted(into: &bytes, from: filled, at: offset + filled)
            } catch {
                throw .systemCall(error)
            }
            guard more > 0 else { throw .tooShort }
            filled += more
        }
        offset += filled
        check.add(bytes.bytes)
    }
}
