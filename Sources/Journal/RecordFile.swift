package import Storage
package import SystemPackage

/// The journal's file, to read single records from at positions that `replay` or `onDurable` handed over.
///
/// From any thread, beside a writer: durable bytes never change.
package struct RecordFile: Sendable {
    let path: FilePath
    private let file: any DiskFile

    init(path: FilePath, file: any DiskFile) {
        self.path = path
        self.file = file
    }

    /// Opens a file by its name.
    package init(path: FilePath, disk: any Disk = SystemDisk()) throws(JournalError) {
        self.path = path
        do {
            file = try disk.open(path, .read)
        } catch {
            throw .cannotRead(path, byte: 0, error)
        }
    }

    /// Reads a record and waits for the disk.
    ///
    /// The line is checked by itself: its layout, and that its bytes have the hash it names.
    ///
    /// - Parameters:
    ///   - offset: The byte offset of its line in the file.
    ///   - length: The line's bytes, its newline included.
    /// - Returns: The record, with its own copy of the bytes.
    /// - Throws: `recordLost` when it is not there as it was written, `systemCall` when it can't be read.
    package func record(at offset: Int, length: Int) throws(JournalError) -> StoredRecord {
        try record(bytes(at: offset, length: length), at: offset)
    }

    /// Reads a record like `record(at:length:)` if the system has it in memory, and never waits for the disk.
    ///
    /// - Returns: `nil` when some of it may have to come from the disk.
    /// - Throws: As `record(at:length:)`.
    package func cachedRecord(at offset: Int, length: Int) throws(JournalError) -> StoredRecord? {
        guard let line = try cachedBytes(at: offset, length: length) else { return nil }
        return try record(line, at: offset)
    }

    /// Reads some bytes as they are, and waits for the disk; fewer only at the end of the file.
    package func bytes(at offset: Int, length: Int) throws(JournalError) -> [UInt8] {
        do {
            return try file.bytes(at: offset, count: length)
        } catch {
            throw .cannotRead(path, byte: offset, error)
        }
    }

    /// Reads some bytes as they are if the system has all of them in memory; `nil` otherwise.
    package func cachedBytes(at offset: Int, length: Int) throws(JournalError) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: length)
        do {
            var span = bytes.mutableSpan
            guard try file.readCached(into: &span, at: offset) == length else { return nil }
        } catch {
            throw .cannotRead(path, byte: offset, error)
        }
        return bytes
    }

    /// Makes durable every byte that can be read, fdatasync(2).
    package func sync() throws(JournalError) {
        do {
            try file.syncData()
        } catch {
            throw .cannotRead(path, byte: 0, error)
        }
    }

    /// Reads a line, without its payload; nil if there is no whole record of this length.
    func envelope(at offset: Int, length: Int) throws(JournalError) -> Envelope? {
        let line = try bytes(at: offset, length: length)
        guard line.count == length, line.last == UInt8(ascii: "\n") else { return nil }
        return Envelope.read(line.span.extracting(droppingLast: 1))
    }

    func record(_ line: [UInt8], at offset: Int) throws(JournalError) -> StoredRecord {
        guard line.last == UInt8(ascii: "\n"), let record = Envelope.read(line.span.extracting(droppingLast: 1)) else {
            throw .recordLost(path, byte: offset)
        }
        return StoredRecord(
            seq: record.seq,
            count: record.count,
            batch: record.batch,
            payload: line[record.payload],
            hash: record.hash
        )
    }
}
