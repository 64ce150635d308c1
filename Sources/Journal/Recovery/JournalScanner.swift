package import Storage
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
            /// With a whole record; `endsWithMarker` says whether the batch it belongs to is proven.
            case whole(endsWithMarker: Bool)
            /// With bytes a crash can leave, or a write under way: they were never acknowledged.
            case torn(Damage, byteCount: Int)
            /// With something else; `sentence` says what and why.
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
        /// The state of the chain behind the last good line.
        var chain: Chain
        /// Where the last batch begins, and the state of the chain there; `nil` when there is no record.
        var lastBatch: (offset: Int, chainBefore: Chain)?
    }

    /// The header's members.
    package let header: JournalHeader
    private let path: FilePath
    private var verifier: ChunkVerifier
    /// Whether it goes on behind a resumePoint.
    private(set) var wasResumed = false

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
            let verifier = ChunkVerifier(path, file, tailBytesMax: writeBytesMax, reader, outcome)
            return .journal(JournalScanner(header, path, verifier))
        }
    }

    private init(_ header: JournalHeader, _ path: FilePath, _ verifier: ChunkVerifier) {
        self.path = path
        self.header = header
        self.verifier = verifier
    }

    /// Goes on behind the record of a resumePoint; to be called before `scan`.
    ///
    /// - Returns: False, with everything still to be read, when the file does not have that record there.
    mutating func resume(at resumePoint: ResumePoint, in file: any DiskFile) throws(JournalError) -> Bool {
        let records = RecordFile(path: path, file: file)
        guard let envelope = try records.envelope(at: resumePoint.offset, length: resumePoint.length),
            envelope.hash == resumePoint.hash
        else { return false }
        verifier.resume(behind: envelope, at: resumePoint)
        wasResumed = true
        return true
    }

    /// Reads to the end and hands over each good record in order, commit markers included.
    ///
    /// Call it once. What is wrong with the file is part of the outcome, not an error. A thread of its own reads and
    /// verifies ahead of what is handed over here; no record is handed over before it and all in front of it were
    /// verified, and errors come in their place.
    ///
    /// - Parameter body: Receives a record; what it throws ends the scan.
    /// - Returns: What was found.
    /// - Throws: `JournalError` when a read fails, and whatever `body` throws.
    package mutating func scan(_ body: (JournalRecord) throws -> Void) throws -> Outcome {
        let pipeline: ScanPipeline
        do {
            pipeline = try ScanPipeline(verifier)
        } catch {
            throw JournalError.cannotPrepare(path, error)
        }
        defer { pipeline.stop() }
        while let chunk = try pipeline.next() {
            try chunk.forEach(body)
            pipeline.recycle(chunk)
        }
        return pipeline.outcome ?? verifier.outcome
    }
}
