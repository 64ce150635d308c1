/// Newlines that are written ahead behind the last record, for the next records to be written over.
///
/// A record that makes the file longer costs a file system such as ext4 or xfs two flushes of the disk's cache, one for
/// the bytes and one for the size; written over bytes that are there it costs one. Newlines, since empty lines at the
/// end of a journal mean nothing.
struct Padding: Sendable {
    /// How long a stretch of newlines may be.
    struct Limits: Sendable {
        /// The bytes of the first stretch, and of every one on a quiet day.
        var byteCountMin = 64 << 10
        /// The most bytes of a stretch, and so of a busy journal behind its last record.
        var byteCountMax = 4 << 20
        /// How many batches like the last one a stretch is for: each stretch costs one flush more.
        var batchCount = 32
    }

    /// Where the file ends: up to here a record makes it no longer.
    private(set) var end: Int
    private let limits: Limits?
    private var lastByteCount = 0

    /// The padding of a file that is `end` bytes long; without limits none is written, but padding that is there is used.
    init(end: Int, limits: Limits?) {
        self.end = end
        self.limits = limits
    }

    /// Bytes behind `byteCount` that can be written over without more space of the file system.
    func room(behind byteCount: Int) -> Int {
        // On a copy-on-write file system, writing over bytes takes space as well.
        limits == nil ? 0 : max(0, end - byteCount)
    }

    /// Begins a stretch when a batch does not fit into the one that is there.
    ///
    /// It grows with the batches, and is at most twice as long as the one before.
    ///
    /// - Parameters:
    ///   - batchByteCount: The bytes of the batch.
    ///   - offset: Where it goes.
    ///   - spareBytes: How much of the file system may be used up, asked for only when it matters.
    /// - Returns: How many newlines to write behind the batch, in the same write.
    mutating func stretch(behind batchByteCount: Int, at offset: Int, spareBytes: () -> Int) -> Int {
        guard let limits, offset + batchByteCount > end else { return 0 }
        let wanted = min(batchByteCount * limits.batchCount, lastByteCount * 2)
        lastByteCount = min(max(wanted, limits.byteCountMin), limits.byteCountMax)
        // When space is short, none is taken for later.
        return lastByteCount + batchByteCount <= spareBytes() ? lastByteCount : 0
    }

    /// Notes how far the file was written.
    mutating func wrote(through offset: Int) {
        end = max(end, offset)
    }
}
