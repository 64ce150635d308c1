package import SystemPackage

/// Reads a journal from its header on and verifies every line; the same code serves recovery and `paylink verify`.
///
/// Needs no lock and changes nothing. Memory is bounded by the longest record (and, at a damaged end, by the longest
/// tail a crash can leave). Read beside a running daemon, the end may be a batch that is being written.
package struct JournalScanner {
    /// What was found from the first byte to the last.
    package struct Outcome: Sendable {
        /// How the file ends.
        package enum End: Sendable, Equatable {
            /// With a whole record; `isSealed` says whether the batch it belongs to is proven.
            case whole(isSealed: Bool)
            /// With bytes a crash can leave, or a write under way: they were never acknowledged.
            case torn(Damage, byteCount: Int)
            /// With something else; `sentence` says what and why.
            case damaged(Damage, sentence: String)
        }

        /// Records read, seals included.
        package internal(set) var recordCount = 0
        /// The last sequence number; 0 when there is no event.
        package var lastSeq: UInt64 { chain.lastSeq }
        /// The hash of the last good line.
        package var head: RecordHash { chain.head }
        /// Bytes up to the end of the last good line.
        package internal(set) var byteCount: Int
        package internal(set) var end = End.whole(isSealed: true)
        /// The state of the chain behind the last good line.
        var chain: Chain
        /// Where the last batch begins, and the state of the chain there; `nil` when there is no record.
        var lastBatch: (offset: Int, chainBefore: Chain)?
    }

    /// The header's members.
    package let header: JournalHeader
    private let path: FilePath
    private let file: any DiskFile
    private let tailBytesMax: Int
    private var reader: LineReader
    private var outcome: Outcome

    /// Opens a file and reads its header.
    ///
    /// - Parameters:
    ///   - path: The journal, or a copy of one.
    ///   - disk: Where it is.
    /// - Throws: `damaged`, `unsupportedVersion` or `systemCall`.
    package init(path: FilePath, disk: any Disk = SystemDisk()) throws(JournalError) {
        let file: any DiskFile
        do {
            file = try disk.open(path, .read)
        } catch {
            throw .cannotRead(path, byte: 0, error)
        }
        let opened = try Self.begin(path: path, file: file, settings: Journal.Settings())
        guard case .journal(let scanner) = opened else {
            throw .damaged(path, Damage(line: 1, byte: 0, reason: .notAHeader))
        }
        self = scanner
    }

    /// Either a scanner behind the header, or the few bytes of a journal that was never used.
    enum Beginning {
        case journal(JournalScanner)
        case unfinishedCreation([UInt8])
    }

    /// Reads the header of an open file.
    static func begin(path: FilePath, file: any DiskFile, settings: Journal.Settings) throws(JournalError) -> Beginning
    {
        let writeBytesMax = max(settings.recordBytesMax, settings.batchBytesMax)
        var reader = LineReader(file: file, lineBytesMax: writeBytesMax)
        switch try JournalStart.read(&reader, of: file, path: path) {
        case .unfinishedCreation(let bytes):
            return .unfinishedCreation(bytes)
        case .header(let header, let hash, let byteCount):
            let outcome = Outcome(byteCount: byteCount, chain: Chain(headerHash: hash))
            return .journal(JournalScanner(header, path, file, writeBytesMax, reader, outcome))
        }
    }

    private init(
        _ header: JournalHeader,
        _ path: FilePath,
        _ file: any DiskFile,
        _ tailBytesMax: Int,
        _ reader: LineReader,
        _ outcome: Outcome
    ) {
        self.header = header
        self.path = path
        self.file = file
        self.tailBytesMax = tailBytesMax
        self.reader = reader
        self.outcome = outcome
    }

    /// Reads to the end and hands over each good record in order, seals included.
    ///
    /// Call it once. What is wrong with the file is part of the outcome, not an error.
    ///
    /// - Parameter body: Receives a record; what it throws ends the scan.
    /// - Returns: What was found.
    /// - Throws: `JournalError` when a read fails, and whatever `body` throws.
    package mutating func scan(_ body: (JournalRecord) throws -> Void) throws -> Outcome {
        while let line = try nextLine() {
            if let reason = try accept(line, body) {
                outcome.end = try judge(Damage(line: line.number, byte: line.offset, reason: reason))
                return outcome
            }
        }
        outcome.end = .whole(isSealed: outcome.chain.isSealed)
        return outcome
    }

    private mutating func nextLine() throws(JournalError) -> LineReader.Line? {
        do {
            return try reader.next()
        } catch {
            throw .cannotRead(path, byte: reader.offset, error)
        }
    }

    /// Hands over the line's record, or says why it is not the next one.
    private mutating func accept(
        _ line: LineReader.Line,
        _ body: (JournalRecord) throws -> Void
    ) throws -> Damage.Reason? {
        if line.end == .tooLong { return .tooLong }
        if line.end == .endOfFile { return .noNewline }
        if line.range.isEmpty { return .emptyLine }
        guard let envelope = Envelope.read(reader.buffer.span.extracting(line.range)) else { return .notARecord }
        if let objection = outcome.chain.objection(to: envelope) { return objection }
        if envelope.startsBatch { outcome.lastBatch = (line.offset, outcome.chain) }
        outcome.chain.append(envelope)
        outcome.recordCount += 1
        outcome.byteCount = line.offset + line.length
        try body(record(envelope, line))
        return nil
    }

    private func record(_ envelope: Envelope, _ line: LineReader.Line) -> JournalRecord {
        let payload =
            envelope.payload.lowerBound + line.range.lowerBound..<envelope.payload.upperBound + line.range.lowerBound
        return JournalRecord(
            seq: envelope.seq,
            count: envelope.count,
            batch: envelope.batch,
            payload: reader.buffer[payload],
            hash: envelope.hash,
            line: line.number,
            offset: line.offset,
            length: line.length
        )
    }

    /// Tells padding, the remains of a crash and damage apart, from all that follows the last good line.
    private func judge(_ damage: Damage) throws(JournalError) -> Outcome.End {
        let tail: Tail
        do {
            tail = try Tail.read(file, from: damage.byte, byteCountMax: tailBytesMax)
        } catch {
            throw .cannotRead(path, byte: damage.byte, error)
        }
        if tail.isTooLong {
            let clause = "more follows than one write can leave"
            return .damaged(damage, sentence: JournalError.sentence(path, damage, because: clause))
        }
        if tail.bytes.isEmpty { return .whole(isSealed: outcome.chain.isSealed) }
        switch TailVerdict.of(tail.bytes, behind: outcome.chain) {
        case .torn:
            return .torn(damage, byteCount: tail.bytes.count)
        case .damaged(let seq, let byte):
            let clause = "the record with seq \(seq) at byte \(damage.byte + byte) shows that a crash did not do this"
            return .damaged(damage, sentence: JournalError.sentence(path, damage, because: clause))
        }
    }
}
