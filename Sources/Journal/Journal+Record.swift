internal import SystemPackage

extension Journal {
    /// Reads the record at a place that `replay` or `onDurable` has told.
    ///
    /// From any thread, while the journal is open or after it was closed; waits for the disk. The line is checked by
    /// itself: its layout, and that its bytes have the hash it names.
    ///
    /// - Parameters:
    ///   - offset: The byte offset of its line in the file.
    ///   - length: The line's bytes, its newline included.
    /// - Returns: The record, with its own copy of the bytes.
    /// - Throws: `recordLost` when it is not there as it was written, `systemCall` when it can't be read.
    package func record(at offset: Int, length: Int) throws(JournalError) -> StoredRecord {
        var line = [UInt8](repeating: 0, count: length)
        do {
            var count = 0
            while count < length {
                var span = line.mutableSpan
                let more = try file.readUninterrupted(into: &span, from: count, at: offset + count)
                if more == 0 { break }
                count += more
            }
        } catch {
            throw .cannotRead(path, byte: offset, error)
        }
        return try record(line, at: offset)
    }

    /// Reads the record like `record(at:length:)` if the system has it in memory, and never waits for the disk.
    ///
    /// - Returns: `nil` when some of it may have to come from the disk.
    /// - Throws: As `record(at:length:)`.
    package func cachedRecord(at offset: Int, length: Int) throws(JournalError) -> StoredRecord? {
        var line = [UInt8](repeating: 0, count: length)
        do {
            var span = line.mutableSpan
            guard try file.readCached(into: &span, at: offset) == length else { return nil }
        } catch {
            throw .cannotRead(path, byte: offset, error)
        }
        return try record(line, at: offset)
    }

    private func record(_ line: [UInt8], at offset: Int) throws(JournalError) -> StoredRecord {
        guard line.last == UInt8(ascii: "\n"), let record = Envelope.read(line.span.extracting(droppingLast: 1)) else {
            throw .recordLost(path, byte: offset)
        }
        return StoredRecord(seq: record.seq, count: record.count, payload: line[record.payload], hash: record.hash)
    }
}
