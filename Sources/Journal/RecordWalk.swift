import Storage

/// Reads durable records in their order, from a sequence number on.
///
/// A value that may be kept between two records, so that a long walk can give way. It waits for the disk.
package struct RecordWalk: Sendable {
    /// Bytes of one probe: enough for the beginning of a line, and for its newline nearly always.
    private static let probeBytes = 4 << 10
    private static let chunkBytes = 64 << 10
    /// How many probes behind a place that can't be read look for one that can.
    private static let probeCountMax = 32

    private let file: RecordFile
    private let after: UInt64
    private let end: Int
    /// Where the first record begins.
    private let front: Int
    private var offset: Int
    /// What was read from `offset - position` on.
    private var chunk: [UInt8] = []
    private var position = 0
    /// Whether nothing has shown yet that the halving led to the right place: damaged numbers may have misled it.
    private var isUnproven: Bool
    /// Whether the walk stands within a line whose beginning could not be read.
    private var isAmidLine = false

    /// Begins a walk.
    ///
    /// The place is found by halving the file, which has its numbers in order: some twenty short reads, however long the
    /// journal is.
    ///
    /// - Parameters:
    ///   - file: The journal's file.
    ///   - seq: The number after which events are wanted.
    ///   - end: Where the durable part of the file ends.
    /// - Throws: `systemCall` when the file can't be read.
    package init(_ file: RecordFile, after seq: UInt64, through end: Int) throws(JournalError) {
        self.file = file
        after = seq
        self.end = end
        front = try Self.lineStart(in: file, behind: 0, through: end)
        // Every line that begins before `low` holds nothing that is wanted; the line at `offset` is the last such, or the
        // first.
        offset = front
        var low = front
        var high = end
        while high - low > Self.chunkBytes {
            let middle = low + (high - low) / 2
            guard let start = try? Self.lineStart(in: file, behind: middle, through: high), start < high,
                let found = try? Self.seqOfLine(in: file, at: start)
            else {
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
        isUnproven = offset > front
    }

    /// Reads the next record with events after the number, commit markers left out; nil at the end.
    ///
    /// - Throws: `recordLost` when a line is not there as it was written, `systemCall` when it can't be read; the next call
    ///   goes on behind it.
    package mutating func next() throws(JournalError) -> StoredRecord? {
        while let line = try nextLine() {
            let record: StoredRecord
            do throws(JournalError) {
                record = try file.record(line.bytes, at: line.offset)
            } catch {
                guard isUnproven else { throw error }
                beginAgain()
                continue
            }
            guard record.count > 0 else { continue }
            if isUnproven, record.seq > after + 1 {
                beginAgain()
                continue
            }
            isUnproven = false
            if record.seq + UInt64(record.count) > after + 1 { return record }
        }
        return nil
    }

    private mutating func beginAgain() {
        (offset, chunk, position, isUnproven) = (front, [], 0, false)
    }

    private mutating func nextLine() throws(JournalError) -> (bytes: [UInt8], offset: Int)? {
        while offset < end {
            guard let length = chunk.span.extracting(position...).firstNewline() else {
                try readMore()
                continue
            }
            let line = (bytes: Array(chunk[position...position + length]), offset: offset)
            position += length + 1
            offset += length + 1
            if !isAmidLine { return line }
            isAmidLine = false
        }
        return nil
    }

    private mutating func readMore() throws(JournalError) {
        let rest = chunk.count - position
        let start = offset + rest
        let more: [UInt8]
        do throws(JournalError) {
            more = try file.bytes(at: start, length: min(max(Self.chunkBytes, rest), end - start))
        } catch {
            pass(start)
            throw error
        }
        guard !more.isEmpty else {
            defer { offset = end }
            throw .recordLost(file.path, byte: offset)
        }
        chunk.removeSubrange(..<position)
        chunk += more
        position = 0
    }

    /// Goes on where the file can be read again, or ends.
    private mutating func pass(_ start: Int) {
        (chunk, position, isAmidLine) = ([], 0, true)
        offset = start
        for _ in 0..<Self.probeCountMax where offset < end {
            offset = min(end, (offset / Self.probeBytes + 1) * Self.probeBytes)
            let length = min(Self.chunkBytes, end - offset)
            if (try? file.bytes(at: offset, length: length)) != nil { return }
        }
        offset = end
    }

    /// Where the first line begins behind a byte; `end` if none does.
    private static func lineStart(
        in file: RecordFile,
        behind offset: Int,
        through end: Int
    ) throws(JournalError) -> Int {
        var position = offset
        while position < end {
            let probe = try file.bytes(at: position, length: min(probeBytes, end - position))
            guard !probe.isEmpty else { return end }
            if let length = probe.span.firstNewline() { return position + length + 1 }
            position += probe.count
        }
        return end
    }

    /// The number at the front of a line; nil if there is none.
    private static func seqOfLine(in file: RecordFile, at offset: Int) throws(JournalError) -> UInt64? {
        let front = try file.bytes(at: offset, length: 32)
        var cursor = LineCursor()
        guard cursor.skip("{\"seq\":", in: front.span) else { return nil }
        return cursor.number(in: front.span)
    }
}
