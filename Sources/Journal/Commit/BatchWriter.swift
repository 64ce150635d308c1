import Storage

/// The end of the journal file: turns records into chained lines and makes them durable, one write and one sync a batch.
///
/// Owned by the commit thread alone. After an error it must not be used again: the page cache would lie.
struct BatchWriter: Sendable {
    /// Where the file ends.
    struct FileEnd: Sendable {
        /// Where the next line goes; everything before it is durable.
        var byteCount: Int
        /// The hash of the last line.
        var head: RecordHash
        /// The padding behind the last line.
        var padding: Padding
    }

    private static let keptBufferBytesMax = 1 << 20

    private let file: any DiskFile
    private(set) var end: FileEnd
    /// Free bytes of the file system that no padding may take.
    private let freeBytesReserve: Int
    /// How many lines there are, the header included.
    private var lineCount: Int
    private var buffer: [UInt8] = []

    /// Writes behind the last record of a recovered file.
    init(_ recovered: RecoveredFile, freeBytesReserve: Int) {
        file = recovered.named.file
        end = FileEnd(byteCount: recovered.byteCount, head: recovered.chain.head, padding: recovered.padding)
        lineCount = recovered.recovery.recordCount + 1
        self.freeBytesReserve = freeBytesReserve
    }

    /// Makes the records durable as one batch; returns where each of them is.
    @discardableResult
    mutating func commit<Waiter>(_ entries: [CommitQueue<Waiter>.Entry]) throws(SystemCallFailure) -> [DurableRecord] {
        guard let batch = entries.first?.seq else { return [] }
        var records: [DurableRecord] = []
        records.reserveCapacity(entries.count)
        for entry in entries {
            let start = buffer.count
            append(seq: entry.seq, count: entry.count, batch: batch, payload: entry.payload)
            records.append(
                DurableRecord(
                    seq: entry.seq,
                    count: entry.count,
                    position: RecordPosition(
                        offset: end.byteCount + start,
                        length: buffer.count - start,
                        line: lineCount,
                        hash: end.head
                    )
                )
            )
        }
        try flush(
            followedBy: end.padding.stretch(behind: buffer.count, at: end.byteCount, spareBytes: spareBytes)
        )
        return records
    }

    /// Makes a commit marker durable: a record without events, which proves that the batch before it was synced.
    mutating func writeMarker(seq: UInt64) throws(SystemCallFailure) {
        append(seq: seq, count: 0, batch: seq, payload: [])
        try flush(followedBy: 0)
    }

    /// Cuts the padding off, so that the file ends with its last record; for a clean stop.
    func cutOffPadding() {
        guard end.padding.end > end.byteCount else { return }
        // A failure is harmless: padding may stay, and no synced byte is touched.
        try? file.truncate(to: end.byteCount)
    }

    private mutating func append(seq: UInt64, count: Int, batch: UInt64, payload: [UInt8]) {
        lineCount += 1
        end.head = Envelope.write(seq: seq, count: count, batch: batch, prev: end.head, payload: payload, to: &buffer)
    }

    /// Writes the lines and behind them newlines in one call, and makes both durable.
    private mutating func flush(followedBy newlineCount: Int) throws(SystemCallFailure) {
        let lineByteCount = buffer.count
        // An array, since the bytes of a `repeatElement` go in one by one, through the runtime in a debug build.
        buffer.append(contentsOf: [UInt8](repeating: UInt8(ascii: "\n"), count: newlineCount))
        // Newlines that a full disk did not take are no reason to fail: the lines are there, and the sync decides.
        let written = try file.write(buffer.span, wholeUpTo: lineByteCount, at: end.byteCount)
        try file.syncData()
        end.padding.wrote(through: end.byteCount + written)
        end.byteCount += lineByteCount
        // A rare giant batch must not keep its memory for ever.
        buffer.removeAll(keepingCapacity: buffer.capacity <= Self.keptBufferBytesMax)
    }

    /// Bytes of the file system that padding may take.
    private func spareBytes() -> Int {
        ((try? file.freeBytes()) ?? 0) - freeBytesReserve
    }
}
