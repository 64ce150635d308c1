import Storage

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
