import TestSupport
import Testing

@testable import Journal

/// A start behind a bookmark hands over what comes behind it, or everything when the bookmark does not fit.
@Suite struct BookmarkTests {
    private static let built = BuiltJournal([[1, 2], [1], [3, 1], [2], [0]], payloadByteCount: 90)

    /// The bookmarks of a whole journal's records, seals left out.
    private static func bookmarks() throws -> [(bookmark: Bookmark, lastSeq: UInt64)] {
        var scanner = try JournalScanner(path: JournalFixture.path, disk: built.disk)
        var found: [(Bookmark, UInt64)] = []
        _ = try scanner.scan { record in
            if record.count > 0 { found.append((record.bookmark, record.seq + UInt64(record.count) - 1)) }
        }
        return found
    }

    /// Opens behind a bookmark; tells the first numbers of the records handed over.
    private static func open(
        _ disk: SimulatedDisk,
        behind bookmark: Bookmark
    ) throws -> (seqs: [UInt64], recovery: Journal.Recovery) {
        var seqs: [UInt64] = []
        let journal = try Journal.open(
            directory: JournalFixture.directory,
            disk: disk,
            createdAt: JournalFixture.header.createdAt,
            id: JournalFixture.header.id,
            bookmark: { id in
                #expect(id == JournalFixture.header.id)
                return bookmark
            },
            replay: { if $0.count > 0 { seqs.append($0.seq) } }
        )
        journal.close()
        return (seqs, journal.recovery)
    }

    @Test func `records behind a bookmark are handed over, and no others`() throws {
        let bookmarks = try Self.bookmarks()
        #expect(bookmarks.count == 6)
        for (bookmark, lastSeq) in bookmarks {
            let (seqs, recovery) = try Self.open(Self.built.disk, behind: bookmark)
            #expect(recovery.wasResumed)
            #expect(recovery.lastSeq == Self.built.nextSeq - 1)
            #expect(seqs == Self.built.told.map(\.seq).filter { $0 > lastSeq })
        }
    }

    @Test func `a bookmark that does not fit is passed over`() throws {
        let all = Self.built.told.map(\.seq)
        let (good, _) = try Self.bookmarks()[2]
        let (other, _) = try Self.bookmarks()[1]
        let end = Self.built.bytes.count
        for bookmark in [
            Bookmark(offset: end, length: good.length, line: good.line, hash: good.hash),
            Bookmark(offset: 1 << 40, length: good.length, line: good.line, hash: good.hash),
            Bookmark(offset: good.offset + 1, length: good.length, line: good.line, hash: good.hash),
            Bookmark(offset: good.offset, length: good.length - 1, line: good.line, hash: good.hash),
            Bookmark(offset: good.offset, length: good.length + 1, line: good.line, hash: good.hash),
            Bookmark(offset: good.offset, length: 64 << 20, line: good.line, hash: good.hash),
            Bookmark(offset: good.offset, length: good.length, line: good.line, hash: other.hash),
        ] {
            let (seqs, recovery) = try Self.open(Self.built.disk, behind: bookmark)
            #expect(!recovery.wasResumed, "\(bookmark)")
            #expect(seqs == all)
        }
    }

    @Test func `an end that is torn behind a bookmark is cut off as without one`() throws {
        let whole = Self.built.bytes
        for (bookmark, lastSeq) in try Self.bookmarks() {
            for cut in stride(from: bookmark.end, through: whole.count, by: 7) {
                let bytes = Array(whole.prefix(cut))
                let expected = try JournalFixture.told(by: BuiltJournal.disk(with: bytes)).map(\.seq)
                let (seqs, recovery) = try Self.open(BuiltJournal.disk(with: bytes), behind: bookmark)
                #expect(recovery.wasResumed)
                #expect(seqs == expected.filter { $0 > lastSeq }, "cut at \(cut)")
            }
        }
    }

    @Test func `a journal that ends before a bookmark is read from its beginning`() throws {
        let (bookmark, _) = try Self.bookmarks()[3]
        for cut in stride(from: Self.built.lines[1].upperBound, to: bookmark.end, by: 11) {
            let bytes = Array(Self.built.bytes.prefix(cut))
            let expected = try JournalFixture.told(by: BuiltJournal.disk(with: bytes)).map(\.seq)
            let (seqs, recovery) = try Self.open(BuiltJournal.disk(with: bytes), behind: bookmark)
            #expect(!recovery.wasResumed)
            #expect(seqs == expected)
        }
    }

    @Test func `damage behind a bookmark refuses the start as without one`() throws {
        let (bookmark, _) = try Self.bookmarks()[1]
        var refused = 0
        for place in stride(from: bookmark.end, to: Self.built.bytes.count, by: 13) {
            var bytes = Self.built.bytes
            bytes[place] ^= 1
            let plain = Result { try JournalFixture.told(by: BuiltJournal.disk(with: bytes)).map(\.seq) }
            let behind = Result { try Self.open(BuiltJournal.disk(with: bytes), behind: bookmark).seqs }
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
