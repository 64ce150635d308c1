@testable import Journal
import SystemPackage
import TestSupport
import Testing

/// A small journal with a commit marker, cut to every length, and with all kinds of bytes appended.
@Suite struct FileEndTests {
    private let built = BuiltJournal([[1], [1, 1], [2], [0]])

    @Test func `every cut-off length is noticed, at the latest by the head`() throws {
        let head = try JournalFixture.open(built.disk).status.head
        let ends = built.lines.map(\.upperBound)
        for length in ends[0]..<built.bytes.count - 1 {
            let bytes = Array(built.bytes[..<length])
            let disk = BuiltJournal.disk(with: bytes)
            var replayed: [TestRecord] = []
            let journal = try JournalFixture.open(disk, replayed: &replayed)
            #expect(journal.status.head != head, "\(length) bytes")
            let goodEnd = ends.last { $0 - 1 <= length } ?? 0
            #expect(journal.recovery.tornByteCount == max(0, length - goodEnd), "\(length) bytes")
            #expect(built.records.starts(with: replayed))
            journal.close()
        }
    }

    @Test func `bytes appended to a journal never become a record`() throws {
        let line = Array(built.bytes[built.lines[1]])
        let tails: [[UInt8]] = [
            [0], Array(repeating: 0, count: 4096), Array("garbage\u{1}".utf8), Array("garbage\u{0}\n\n{}\n".utf8),
            Array(repeating: UInt8(ascii: "\n"), count: 700), Array(line.prefix(line.count / 2)),
            [0] + Array(line.suffix(line.count / 2)), Array("{\"seq\":5,".utf8), [0xff, 0xfe, UInt8(ascii: "\n")],
        ]
        for tail in tails {
            let disk = BuiltJournal.disk(with: built.bytes + tail)
            #expect(try JournalFixture.replayed(by: disk) == built.records)
            #expect(disk.bytes(of: JournalFixture.path)?.starts(with: built.bytes) == true)
        }
    }

    @Test func `a copied line at the end is refused`() throws {
        for line in built.lines {
            let bytes = built.bytes + built.bytes[line]
            let disk = BuiltJournal.disk(with: bytes)
            #expect(throws: JournalError.self) { _ = try JournalFixture.open(disk) }
            #expect(disk.bytes(of: JournalFixture.path) == bytes)
        }
    }

    @Test func `a write that stored any number of bytes before the kill costs only itself`() async throws {
        let lineByteCount = built.lines[1].count
        for storedByteCount in 0..<lineByteCount {
            let disk = SimulatedDisk()
            let journal = try JournalFixture.open(disk)
            let first = try journal.append(payload: JournalFixture.payload(1), count: 1)
            try await journal.durable(through: first)
            disk.faults.failingWrite = .init(number: 3, error: .noSpace, storedByteCount: storedByteCount)
            let second = try journal.append(payload: JournalFixture.payload(2), count: 1)
            await #expect(throws: JournalError.self) { try await journal.durable(through: second) }
            journal.close()
            let restarted = disk.afterKill()
            // Without its own newline the line is whole all the same: it was written over newlines.
            let expected = storedByteCount < lineByteCount - 1 ? [first] : [first, second]
            #expect(try JournalFixture.replayed(by: restarted).map(\.seq) == expected, "\(storedByteCount) bytes")
            #expect(try JournalFixture.replayed(by: restarted).map(\.seq) == expected)
        }
    }
}
