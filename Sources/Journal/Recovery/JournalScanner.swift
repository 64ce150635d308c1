package import Storage
package import SystemPackage

/// Reads a journal from its header on and verifies every line; the same code serves recovery and `paylink verify`.
///
/// Needs no lock and changes nothing. Memory is bounded by the longest record (and, at a damaged end, by the longest
/// tail a crash can leave). Read beside a running daemon, the end may be a batch that is being written.
package struct JournalScanner {
    /// The result of reading from the first byte to the last.
    package struct Outcome: Sendable {
        /// How the file ends.
        package enum End: Sendable, Equatable {
            /// With a whole record; `endsWithMarker` says whether the batch it belongs to is proven.
            case whole(endsWithMarker: Bool)
            /// With bytes a crash can leave, or a write under way: they were never acknowledged.
            case torn(Damage, byteCount: Int)
            /// With anything else; `sentence` names it and the reason.
            case damaged(Damage, sentence: String)
        }

        /// Records read, commit markers included.
        package internal(set) var recordCount = 0
        /// The last sequence number; 0 when there is no event.
        package var lastSeq: UInt64 { chain.lastSeq }
        /// The hash of the last good line.
        package var head: RecordHash { chain.head }
        /// Bytes up to the end of the last good line.
        package internal(set) var byteCount: Int
        package internal(set) var end = End.whole(endsWithMarker: true)
        /// The last record is whole but for its newline, which counts as read: `byteCount` is one beyond the file's end.
        package internal(set) var lacksNewline = false
        /// The state of the chain behind the last good line.
        var chain: Chain
        /// Where the last batch begins, and the state of the chain there; `nil` when there is no record.
        var lastBatch: (offset: Int, chainBefore: Chain)?
    }

    /// The header's members.
    package let header: JournalHeader
    /// The file, to read records from that `scan` has handed over.
    package let records: RecordFile
    private var verifier: ChunkVerifier

    /// Opens a file and reads its header.
    ///
    /// - Parameters:
    ///   - path: The journal, or a copy of one.
    ///   - disk: The file system that it is on.
    /// - Throws: `damaged`, `unsupportedVersion` or `systemCall`.
    package init(path: FilePath, disk: any Disk = SystemDisk()) throws(JournalError) {
        let file: any DiskFile
        do {
            file = try disk.open(path, .read)
        } catch {
            throw .cannotRead(path, byte: 0, error)
        }
        try self.init(path: path, file: file, settings: Journal.Settings())
    }

    /// Reads the header of an open file.
    init(path: FilePath, file: any DiskFile, settings: Journal.Settings) throws(JournalError) {
        var reader = LineReader(file: file, lineBytesMax: settings.writeBytesMax)
        let (header, outcome) = try Self.header(&reader, path)
        self.header = header
        records = RecordFile(path: path, file: file)
        verifier = ChunkVerifier(path, file, tailBytesMax: settings.writeBytesMax, reader, outcome)
    }

    /// Reads the first line.
    ///
    /// A journal appears under its name with a whole header, so no crash leaves anything else.
    private static func header(
        _ reader: inout LineReader,
        _ path: FilePath
    ) throws(JournalError) -> (JournalHeader, Outcome) {
        guard let line = try nextLine(&reader, path) else { throw .empty(path) }
        switch JournalHeader.read(reader.buffer.span.extracting(line.range)) {
        case .header(let header, let hash) where line.end == .newline:
            return (header, Outcome(byteCount: line.length, chain: Chain(headerHash: hash)))
        case .header:
            throw .damaged(path, Damage(line: 1, byte: 0, reason: .noNewline))
        case .otherVersion(let version, let hashMatches):
            // A flipped bit in the version of a journal of ours is damage; a record that follows shows it.
            if hashMatches { throw .unsupportedVersion(version, path) }
            guard try recordFollows(in: &reader, path) else { throw .unsupportedVersion(version, path) }
        case .damaged:
            break
        }
        throw .damaged(path, Damage(line: 1, byte: 0, reason: .notAHeader))
    }

    private static func recordFollows(in reader: inout LineReader, _ path: FilePath) throws(JournalError) -> Bool {
        guard let line = try nextLine(&reader, path) else { return false }
        return Envelope.read(reader.buffer.span.extracting(line.range)) != nil
    }

    private static func nextLine(_ reader: inout LineReader, _ path: FilePath) throws(JournalError) -> LineReader.Line?
    {
        do {
            return try reader.next()
        } catch {
            throw .cannotRead(path, byte: reader.offset, error)
        }
    }

    /// Goes on behind a record; to be called before `scan`.
    ///
    /// - Returns: False, with everything still to be read, when the file does not have that record there.
    mutating func resume(behind position: RecordPosition) throws(JournalError) -> Bool {
        guard let envelope = try records.envelope(at: position.offset, length: position.length),
            envelope.hash == position.hash
        else { return false }
        verifier.resume(behind: envelope, at: position)
        return true
    }

    /// Forgets what was read ahead behind the header; to be called before `scan`.
    mutating func rewind() {
        verifier.rewind()
    }

    /// Reads to the end and hands over each good record in order, commit markers included.
    ///
    /// Call it once. Damage is part of the outcome, not an error. A thread of its own reads and
    /// verifies ahead of what is handed over here; no record is handed over before it and all in front of it were
    /// verified, and an error comes behind the records in front of it.
    ///
    /// - Parameter body: Receives a record; what it throws ends the scan.
    /// - Returns: The result.
    /// - Throws: `JournalError` when a read fails, and whatever `body` throws.
    package mutating func scan(_ body: (JournalRecord) throws -> Void) throws -> Outcome {
        let pipeline: ScanPipeline
        do {
            pipeline = try ScanPipeline(verifier)
        } catch {
            throw JournalError.cannotPrepare(records.path, error)
        }
        defer { pipeline.stop() }
        while let chunk = try pipeline.next() {
            try chunk.forEach(body)
            pipeline.recycle(chunk)
        }
        return pipeline.outcome ?? verifier.outcome
    }
}
