@testable import Journal
import TestSupport
import Testing

/// A start behind a resumePoint hands over what comes behind it, or everything when the resumePoint does not fit.
@Suite struct ResumePointTests {
    private static let built = BuiltJournal([[1, 2], [1], [3, 1], [2], [0]], payloadByteCount: 90)

    /// The bookmarks of a whole journal's records, commit markers left out.
    private static func bookmarks() throws -> [(resumePoint: ResumePoint, lastSeq: UInt64)] {
        var scanner = try JournalScanner(path: JournalFixture.path, disk: built.disk)
        var found: [(ResumePoint, UInt64)] = []
        _ = try scanner.scan { record in
            if record.count > 0 { found.append((record.resumePoint, record.seq + UInt64(record.count) - 1)) }
        }
        return found
    }

    /// Opens behind a resumePoint; tells the first numbers of the records handed over.
    private static func open(
        _ disk: SimulatedDisk,
        behind resumePoint: ResumePoint
    ) throws -> (seqs: [UInt64], recovery: Journal.Recovery) {
        var seqs: [UInt64] = []
        let journal = try Journal.open(
            directory: JournalFixture.directory,
            disk: disk,
            createdAt: JournalFixture.header.createdAt,
            id: JournalFixture.header.id,
            resumePoint: { id in
                #expect(id == JournalFixture.header.id)
                return resumePoint
            },
            replay: { if $0.count > 0 { seqs.append($0.seq) } }
        )
        journal.close()
        return (seqs, journal.recovery)
    }

    @Test func `records behind a resumePoint are handed over, and no others`() throws {
        let bookmarks = try Self.bookmarks()
        #expect(bookmarks.count == 6)
        for (resumePoint, lastSeq) in bookmarks {
            let (seqs, recovery) = try Self.open(Self.built.disk, behind: resumePoint)
            #expect(recovery.wasResumed)
            #expect(recovery.lastSeq == Self.built.nextSeq - 1)
            #expect(seqs == Self.built.told.map(\.seq).filter { $0 > lastSeq })
        }
    }

    @Test func `a resumePoint that does not fit is passed over`() throws {
        let all = Self.built.told.map(\.seq)
        let (good, _) = try Self.bookmarks()[2]
        let (other, _) = try Self.bookmarks()[1]
        let end = Self.built.bytes.count
        for resumePoint in [
            ResumePoint(offset: end, length: good.length, line: good.line, hash: good.hash),
            ResumePoint(offset: 1 << 40, length: good.length, line: good.line, hash: good.hash),
            ResumePoint(offset: good.offset + 1, length: good.length, line: good.line, hash: good.hash),
            ResumePoint(offset: good.offset, length: good.length - 1, line: good.line, hash: good.hash),
            ResumePoint(offset: good.offset, length: good.length + 1, line: good.line, hash: good.hash),
            ResumePoint(offset: good.offset, length: 64 << 20, line: good.line, hash: good.hash),
            ResumePoint(offset: good.offset, length: good.length, line: good.line, hash: other.hash),
        ] {
            let (seqs, recovery) = try Self.open(Self.built.disk, behind: resumePoint)
            #expect(!recovery.wasResumed, "\(resumePoint)")
            #expect(seqs == all)
        }
    }

    @Test func `an end that is torn behind a resumePoint is cut off as without one`() throws {
        let whole = Self.built.bytes
        for (resumePoint, lastSeq) in try Self.bookmarks() {
            for cut in stride(from: resumePoint.end, through: whole.count, by: 7) {
                let bytes = Array(whole.prefix(cut))
                let expected = try JournalFixture.told(by: BuiltJournal.disk(with: bytes)).map(\.seq)
                let (seqs, recovery) = try Self.open(BuiltJournal.disk(with: bytes), behind: resumePoint)
                #expect(recovery.wasResumed)
                #expect(seqs == expected.filter { $0 > lastSeq }, "cut at \(cut)")
            }
        }
    }

    @Test func `a journal that ends before a resumePoint is read from its beginning`() throws {
        let (resumePoint, _) = try Self.bookmarks()[3]
        for cut in stride(from: Self.built.lines[1].upperBound, to: resumePoint.end, by: 11) {
            let bytes = Array(Self.built.bytes.prefix(cut))
            let expected = try JournalFixture.told(by: BuiltJournal.disk(with: bytes)).map(\.seq)
            let (seqs, recovery) = try Self.open(BuiltJournal.disk(with: bytes), behind: resumePoint)
            #expect(!recovery.wasResumed)
            #expect(seqs == expected)
        }
    }

    @Test func `damage behind a resumePoint refuses the start as without one`() throws {
        let (resumePoint, _) = try Self.bookmarks()[1]
        var refused = 0
        for place in stride(from: resumePoint.end, to: Self.built.bytes.count, by: 13) {
            var bytes = Self.built.bytes
            bytes[place] ^= 1
            let plain = Result { try JournalFixture.told(by: BuiltJournal.disk(with: bytes)).map(\.seq) }
            let behind = Result { try Self.open(BuiltJournal.disk(with: bytes), behind: resumePoint).seqs }
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
