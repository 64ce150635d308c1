import Storage
internal import SystemPackage

/// The first line of a journal file, as read.
enum FirstLine {
    case header(JournalHeader, RecordHash, byteCount: Int)
    /// Empty, or a few bytes with no record among them: the journal was never used. Holds the bytes.
    case unfinishedCreation([UInt8])

    /// Reads the first line and leaves the reader behind it.
    static func read(
        _ reader: inout LineReader,
        of file: any DiskFile,
        path: FilePath
    ) throws(JournalError) -> FirstLine {
        guard let line = try next(&reader, path) else { return .unfinishedCreation([]) }
        switch JournalHeader.read(reader.buffer.span.extracting(line.range)) {
        case .header(let header, let hash) where line.end == .newline:
            return .header(header, hash, byteCount: line.length)
        case .otherVersion(let version, let hashMatches):
            // A flipped bit in the version of a journal of ours is damage; a record that follows shows it.
            if hashMatches { throw .unsupportedVersion(version, path) }
            guard try recordFollows(in: &reader, path) else { throw .unsupportedVersion(version, path) }
        case .header, .damaged:
            break
        }
        return .unfinishedCreation(try unusedBytes(of: file, path))
    }

    /// All bytes of a file without a header, provided that there are few and no record is among them.
    private static func unusedBytes(of file: any DiskFile, _ path: FilePath) throws(JournalError) -> [UInt8] {
        let tail: Tail
        do {
            tail = try Tail.read(file, from: 0, byteCountMax: JournalHeader.byteCountMax)
        } catch {
            throw .cannotRead(path, byte: 0, error)
        }
        guard !tail.isTooLong, TailVerdict.records(in: tail.bytes).isEmpty else {
            throw .damaged(path, Damage(line: 1, byte: 0, reason: .notAHeader))
        }
        return tail.bytes
    }

    private static func recordFollows(in reader: inout LineReader, _ path: FilePath) throws(JournalError) -> Bool {
        guard let line = try next(&reader, path) else { return false }
        return Envelope.read(reader.buffer.span.extracting(line.range)) != nil
    }

    private static func next(_ reader: inout LineReader, _ path: FilePath) throws(JournalError) -> LineReader.Line? {
        do {
            return try reader.next()
        } catch {
            throw .cannotRead(path, byte: reader.offset, error)
        }
    }
}
