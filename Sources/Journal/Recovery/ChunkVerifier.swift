import Storage
internal import SystemPackage

/// Splits a journal behind its header into lines and verifies them, as many at a time as one buffer holds.
struct ChunkVerifier: Sendable {
    private let path: FilePath
    private let file: any DiskFile
    private let tailBytesMax: Int
    private var reader: LineReader
    /// The outcome so far; at the end, also how the journal ends.
    private(set) var outcome: JournalScanner.Outcome
    /// The first line that is not the next record, once it has been met.
    private var damage: Damage?
    private var isFinished = false

    init(
        _ path: FilePath,
        _ file: any DiskFile,
        tailBytesMax: Int,
        _ reader: LineReader,
        _ outcome: JournalScanner.Outcome
    ) {
        self.path = path
        self.file = file
        self.tailBytesMax = tailBytesMax
        self.reader = reader
        self.outcome = outcome
    }

    /// Goes on behind a record, as if everything up to it had been read.
    ///
    /// It and its batch were synced before the position was kept, so nothing up to there needs proof again.
    mutating func resume(behind record: Envelope, at position: RecordPosition) {
        reader.goBack(to: position.end, line: position.line + 1)
        outcome.chain = Chain(behind: record)
        outcome.recordCount = position.line - 1
        outcome.byteCount = position.end
    }

    /// Begins again behind the header, with nothing of it read ahead.
    mutating func rewind() {
        reader.goBack(to: outcome.byteCount, line: 2)
    }

    /// Verifies the records of the next buffer.
    ///
    /// - Parameter spare: A buffer that is not needed any more, for the bytes of the chunk after this one.
    /// - Returns: At least one record; `nil` at the end of the journal, whatever ends it.
    /// - Throws: `systemCall`, when a read fails, behind all records in front of it.
    mutating func next(goingOnIn spare: consuming [UInt8]) throws(JournalError) -> VerifiedChunk? {
        while !isFinished {
            let entries = try takeRecords()
            if !entries.isEmpty { return VerifiedChunk(bytes: reader.takeBuffer(goingOnIn: spare), entries: entries) }
            outcome.end = .whole(endsWithMarker: outcome.chain.endsWithMarker)
            isFinished = true
            if let damage {
                if let end = try judge(damage) { outcome.end = end } else { goOn(from: damage) }
            }
        }
        return nil
    }

    /// The good records of one buffer; none when there is no more of them, for lack of lines or for `damage`.
    private mutating func takeRecords() throws(JournalError) -> [VerifiedChunk.Entry] {
        var entries: [VerifiedChunk.Entry] = []
        while damage == nil, let line = try entries.isEmpty ? nextLine() : reader.nextInBuffer() {
            switch verify(line) {
            case .good(let envelope, let line): entries.append(.init(envelope: envelope, line: line))
            case .bad(let reason): damage = Damage(line: line.number, byte: line.offset, reason: reason)
            }
        }
        return entries
    }

    /// Reads the bad line once more, because it is good by now.
    private mutating func goOn(from damage: Damage) {
        reader.goBack(to: damage.byte, line: damage.line)
        self.damage = nil
        isFinished = false
    }

    private mutating func nextLine() throws(JournalError) -> LineReader.Line? {
        do {
            return try reader.next()
        } catch {
            throw .cannotRead(path, byte: reader.offset, error)
        }
    }

    private enum Verdict {
        case good(Envelope, LineReader.Line)
        case bad(Damage.Reason)
    }

    /// Takes the line's record into the chain, or says why it is not the next one.
    private mutating func verify(_ line: LineReader.Line) -> Verdict {
        if line.end == .tooLong { return .bad(.tooLong) }
        if line.range.isEmpty { return .bad(.emptyLine) }
        guard let envelope = Envelope.read(reader.buffer.span.extracting(line.range)) else {
            return .bad(line.end == .endOfFile ? .noNewline : .notARecord)
        }
        if let objection = outcome.chain.objection(to: envelope) { return .bad(objection) }
        // Only the newline is missing: a crash, or an editor, took it. The record is whole, and the start completes it.
        outcome.lacksNewline = line.end == .endOfFile
        var line = line
        line.end = .newline
        if envelope.startsBatch { outcome.lastBatch = (line.offset, outcome.chain) }
        outcome.chain.append(envelope)
        outcome.recordCount += 1
        outcome.byteCount = line.offset + line.length
        return .good(envelope, line)
    }

    /// Distinguishes padding, a torn write and damage, by all that follows the last good line.
    ///
    /// Beside a running daemon the next record may have come in the meantime, or come while this is read.
    ///
    /// - Returns: `nil` when the next record is there now.
    private func judge(_ damage: Damage) throws(JournalError) -> JournalScanner.Outcome.End? {
        var judged: RecordHash?
        while true {
            let tail = try tail(behind: damage)
            if isNextRecord(atFrontOf: tail) { return nil }
            let end = end(with: tail, damage)
            guard case .damaged = end else { return end }
            // Bytes that still change are a write under way, not damage.
            let hash = RecordHash.of(tail.bytes.span)
            if hash == judged { return end }
            judged = hash
        }
    }

    private func tail(behind damage: Damage) throws(JournalError) -> Tail {
        do {
            return try Tail.read(file, from: damage.byte, byteCountMax: tailBytesMax)
        } catch {
            throw .cannotRead(path, byte: damage.byte, error)
        }
    }

    private func isNextRecord(atFrontOf tail: Tail) -> Bool {
        guard let end = tail.bytes.span.firstNewline(), let record = Envelope.read(tail.bytes.span.extracting(..<end))
        else { return false }
        return outcome.chain.objection(to: record) == nil
    }

    private func end(with tail: Tail, _ damage: Damage) -> JournalScanner.Outcome.End {
        if tail.isTooLong {
            let clause = "more follows than one write can leave"
            return .damaged(damage, sentence: JournalError.sentence(path, damage, because: clause))
        }
        if tail.bytes.isEmpty { return .whole(endsWithMarker: outcome.chain.endsWithMarker) }
        switch TailVerdict.of(tail.bytes, behind: outcome.chain) {
        case .torn:
            guard let trace = EditTrace.of(tail.bytes, at: damage.byte, behind: outcome.chain) else {
                return .torn(damage, byteCount: tail.bytes.count)
            }
            return .damaged(damage, sentence: JournalError.sentence(path, damage, because: "\(trace)"))
        case .damaged(let seq, let byte):
            let clause = "the record with seq \(seq) at byte \(damage.byte + byte) shows that a crash did not do this"
            return .damaged(damage, sentence: JournalError.sentence(path, damage, because: clause))
        }
    }
}
