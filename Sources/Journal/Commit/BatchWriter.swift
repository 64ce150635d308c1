/// The end of the journal file: turns records into chained lines and makes them durable, one write and one sync a batch.
///
/// Owned by the commit thread alone. After an error it must not be used again: the page cache would lie.
struct BatchWriter: Sendable {
    private static let keptBufferBytesMax = 1 << 20

    private let file: any DiskFile
    /// Where the next line goes; everything before it is durable.
    private(set) var byteCount: Int
    /// The hash of the last line.
    private(set) var head: RecordHash
    private var buffer: [UInt8] = []

    /// Writes behind the first `byteCount` bytes of `file`, whose last line has the hash `head`.
    init(file: any DiskFile, byteCount: Int, head: RecordHash) {
        self.file = file
        self.byteCount = byteCount
        self.head = head
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
            let (offset, length) = (byteCount + start, buffer.count - start)
            records.append(DurableRecord(seq: entry.seq, count: entry.count, offset: offset, length: length))
        }
        try flush()
        return records
    }

    /// Makes a seal durable: a record without events, which proves that the batch before it was synced.
    mutating func seal(seq: UInt64) throws(SystemCallFailure) {
        append(seq: seq, count: 0, batch: seq, payload: [])
        try flush()
    }

    private mutating func append(seq: UInt64, count: Int, batch: UInt64, payload: [UInt8]) {
        head = Envelope.write(seq: seq, count: count, batch: batch, prev: head, payload: payload, to: &buffer)
    }

    private mutating func flush() throws(SystemCallFailure) {
        try file.writeWhole(buffer.span, at: byteCount)
        try file.syncData()
        byteCount += buffer.count
        // A rare giant batch must not keep its memory for ever.
        buffer.removeAll(keepingCapacity: buffer.capacity <= Self.keptBufferBytesMax)
    }
}
