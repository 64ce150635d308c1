import Storage
internal import SystemPackage

/// Durable records in their order, from a sequence number on.
extension RecordFile {
    /// Bytes of one probe: enough for the beginning of a line, and for its newline nearly always.
    private static let probeBytes = 4 << 10
    private static let chunkBytes = 64 << 10

    /// Reads the records that hold events after a number, in their order, and waits for the disk.
    ///
    /// The first one is found by halving the file, which has its numbers in order: some twenty short reads, however long
    /// the journal is.
    ///
    /// - Parameters:
    ///   - seq: The number after which events are wanted.
    ///   - end: Where the durable part of the file ends.
    ///   - body: Receives a record, commit markers left out; false ends the walk.
    /// - Throws: `recordLost` when a line is not there as it was written, `systemCall` when it can't be read.
    package func forEachRecord(
        after seq: UInt64,
        through end: Int,
        _ body: (StoredRecord) -> Bool
    ) throws(JournalError) {
        var offset = try lineStart(behind: 0, through: end)
        // Every line that begins before `low` holds nothing that is wanted; the line at `offset` is the last such, or the first.
        var low = offset
        var high = end
        while high - low > Self.chunkBytes {
            let middle = low + (high - low) / 2
            let start = try lineStart(behind: middle, through: high)
            guard start < high, let found = try seqOfLine(at: start) else {
                high = middle
                continue
            }
            if found <= seq {
                offset = start
                low = start
            } else {
                high = middle
            }
        }
        try walk(from: offset, through: end, after: seq, body)
    }

    private func walk(
        from start: Int,
        through end: Int,
        after seq: UInt64,
        _ body: (StoredRecord) -> Bool
    ) throws(JournalError) {
        var offset = start
        var chunk: [UInt8] = []
        var position = 0
        while offset < end {
            guard let length = chunk.span.extracting(position...).firstNewline() else {
                let rest = chunk.count - position
                let more = try bytes(at: offset + rest, length: min(max(Self.chunkBytes, rest), end - offset - rest))
                guard !more.isEmpty else { throw .recordLost(path, byte: offset) }
                chunk.removeSubrange(..<position)
                chunk += more
                position = 0
                continue
            }
            let line = Array(chunk[position...position + length])
            let record = try record(line, at: offset)
            position += length + 1
            offset += length + 1
            if record.count > 0, record.seq + UInt64(record.count) > seq + 1, !body(record) { return }
        }
    }

    /// Where the first line begins behind a byte; `end` if none does.
    private func lineStart(behind offset: Int, through end: Int) throws(JournalError) -> Int {
        var position = offset
        while position < end {
            let probe = try bytes(at: position, length: min(Self.probeBytes, end - position))
            guard !probe.isEmpty else { return end }
            if let length = probe.span.firstNewline() { return position + length + 1 }
            position += probe.count
        }
        return end
    }

    /// The number at the front of a line; nil if there is none.
    private func seqOfLine(at offset: Int) throws(JournalError) -> UInt64? {
        let front = try bytes(at: offset, length: 32)
        var cursor = LineCursor()
        guard cursor.skip("{\"seq\":", in: front.span) else { return nil }
        return cursor.number(in: front.span)
    }
}
