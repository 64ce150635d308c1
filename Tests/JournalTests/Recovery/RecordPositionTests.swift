@testable import Journal
import TestSupport
import Testing

/// A start behind a position replays the records behind it, or all when the position does not fit.
@Suite struct RecordPositionTests {
    private static let built = BuiltJournal([[1, 2], [1], [3, 1], [2], [0]], payloadByteCount: 90)

    /// The positions of a whole journal's records, commit markers left out.
    private static func positions() throws -> [(position: RecordPosition, lastSeq: UInt64)] {
        var scanner = try JournalScanner(path: JournalFixture.path, disk: built.disk)
        var found: [(RecordPosition, UInt64)] = []
        _ = try scanner.scan { record in
            if record.count > 0 { found.append((record.position, record.seq + UInt64(record.count) - 1)) }
        }
        return found
    }

    /// Opens behind a position; returns the first numbers of the records handed over.
    private static func open(
        _ disk: SimulatedDisk,
        behind position: RecordPosition
    ) throws -> (seqs: [UInt64], recovery: Journal.Recovery) {
        var seqs: [UInt64] = []
        var opened = try JournalFixture.opened(disk)
        #expect(opened.header == JournalFixture.header)
        let resumes = try opened.resume(behind: position)
        let journal = try opened.replay { if $0.count > 0 { seqs.append($0.seq) } }.start()
        journal.close()
        #expect(journal.recovery.wasResumed == resumes)
        return (seqs, journal.recovery)
    }

    @Test func `records behind a position are handed over, and no others`() throws {
        let positions = try Self.positions()
        #expect(positions.count == 6)
        for (position, lastSeq) in positions {
            let (seqs, recovery) = try Self.open(Self.built.disk, behind: position)
            #expect(recovery.wasResumed)
            #expect(recovery.lastSeq == Self.built.nextSeq - 1)
            #expect(seqs == Self.built.records.map(\.seq).filter { $0 > lastSeq })
        }
    }

    @Test func `a position that does not fit is passed over`() throws {
        let all = Self.built.records.map(\.seq)
        let (good, _) = try Self.positions()[2]
        let (other, _) = try Self.positions()[1]
        let end = Self.built.bytes.count
        for position in [
            RecordPosition(offset: end, length: good.length, line: good.line, hash: good.hash),
            RecordPosition(offset: 1 << 40, length: good.length, line: good.line, hash: good.hash),
            RecordPosition(offset: good.offset + 1, length: good.length, line: good.line, hash: good.hash),
            RecordPosition(offset: good.offset, length: good.length - 1, line: good.line, hash: good.hash),
            RecordPosition(offset: good.offset, length: good.length + 1, line: good.line, hash: good.hash),
            RecordPosition(offset: good.offset, length: 64 << 20, line: good.line, hash: good.hash),
            RecordPosition(offset: good.offset, length: good.length, line: good.line, hash: other.hash),
        ] {
            let (seqs, recovery) = try Self.open(Self.built.disk, behind: position)
            #expect(!recovery.wasResumed, "\(position)")
            #expect(seqs == all)
        }
    }

    @Test func `an end that is torn behind a position is cut off as without one`() throws {
        let whole = Self.built.bytes
        for (position, lastSeq) in try Self.positions() {
            for cut in stride(from: position.end, through: whole.count, by: 7) {
                let bytes = Array(whole.prefix(cut))
                let expected = try JournalFixture.replayed(by: BuiltJournal.disk(with: bytes)).map(\.seq)
                let (seqs, recovery) = try Self.open(BuiltJournal.disk(with: bytes), behind: position)
                #expect(recovery.wasResumed)
                #expect(seqs == expected.filter { $0 > lastSeq }, "cut at \(cut)")
            }
        }
    }

    @Test func `a journal that ends before a position is read from its beginning`() throws {
        let (position, _) = try Self.positions()[3]
        for cut in stride(from: Self.built.lines[1].upperBound, to: position.end, by: 11) {
            let bytes = Array(Self.built.bytes.prefix(cut))
            let expected = try JournalFixture.replayed(by: BuiltJournal.disk(with: bytes)).map(\.seq)
            let (seqs, recovery) = try Self.open(BuiltJournal.disk(with: bytes), behind: position)
            #expect(!recovery.wasResumed)
            #expect(seqs == expected)
        }
    }

    @Test func `damage behind a position refuses the start as without one`() throws {
        let (position, _) = try Self.positions()[1]
        var refused = 0
        for place in stride(from: position.end, to: Self.built.bytes.count, by: 13) {
            var bytes = Self.built.bytes
            bytes[place] ^= 1
            let plain = Result { try JournalFixture.replayed(by: BuiltJournal.disk(with: bytes)).map(\.seq) }
            let behind = Result { try Self.open(BuiltJournal.disk(with: bytes), behind: position).seqs }
            switch (plain, behind) {
            case (.success(let all), .success(let rest)): #expect(rest == all.filter { $0 > 3 })
            case (.failure(let one), .failure(let other)):
                refused += 1
                #expect("\(one)" == "\(other)")
            default: Issue.record("byte \(place): \(plain) but \(behind)")
            }
        }
        #expect(refused > 0)
    }
}
