@testable import Journal
import SystemPackage
import TestSupport
import Testing

/// The read mode: everything is verified, nothing is changed, and the lock is held.
@Suite struct OpenedJournalTests {
    /// A journal whose end was torn.
    private static let torn = Array(BuiltJournal([[1], [2, 1], [1]]).bytes.dropLast(20))

    @Test func `reading a torn journal to its end changes nothing`() throws {
        let disk = BuiltJournal.disk(with: Self.torn)
        let names = disk.paths(in: JournalFixture.directory) + ["/state/journal.lock"]
        var seqs: [UInt64] = []
        _ = try JournalFixture.opened(disk).replay { seqs.append($0.seq) }
        #expect(seqs == [1, 2, 4])
        #expect(disk.bytes(of: JournalFixture.path) == Self.torn)
        #expect(disk.paths(in: JournalFixture.directory) == names)
        #expect(disk.counts.writes == 0 && disk.counts.truncates == 0)
    }

    @Test func `the header is known before anything is replayed`() throws {
        let opened = try JournalFixture.opened(BuiltJournal([[1]]).disk)
        #expect(opened.header == JournalFixture.header)
        #expect(try opened.records.bytes(at: 0, length: 1) == [UInt8(ascii: "{")])
    }

    @Test func `the lock is held from the opening on, and released with a value that is not started`() throws {
        let disk = BuiltJournal([[1]]).disk
        do {
            let opened = try JournalFixture.opened(disk)
            expectLocked(disk)
            let replayed = try opened.replay { _ in }
            expectLocked(disk)
            _ = consume replayed
        }
        try JournalFixture.open(disk).close()
    }

    @Test func `a replay that ends with damage releases the lock`() throws {
        var bytes = BuiltJournal([[1], [1], [1]]).bytes
        bytes[BuiltJournal([[1]]).bytes.count - 90] ^= 1
        let disk = BuiltJournal.disk(with: bytes)
        for _ in 0..<2 {
            let error = #expect(throws: JournalError.self) { _ = try JournalFixture.opened(disk).replay { _ in } }
            #expect(error.map { if case .damaged = $0.code { true } else { false } } == true)
        }
    }

    private func expectLocked(_ disk: SimulatedDisk) {
        let error = #expect(throws: JournalError.self) { _ = try JournalFixture.opened(disk) }
        #expect(error?.code == .lockHeld)
    }
}
