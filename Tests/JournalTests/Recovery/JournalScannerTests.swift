import SystemPackage
import TestSupport
import Testing

@testable import Journal

@Suite struct JournalScannerTests {
    private func scan(_ bytes: [UInt8]) throws -> (records: [JournalRecord], outcome: JournalScanner.Outcome) {
        var scanner = try JournalScanner(path: JournalFixture.path, disk: BuiltJournal.disk(with: bytes))
        #expect(scanner.header == JournalFixture.header)
        var records: [JournalRecord] = []
        let outcome = try scanner.scan { records.append($0) }
        return (records, outcome)
    }

    @Test func `every record is handed over with its place in the file`() throws {
        let built = BuiltJournal([[1], [2, 1], [0]])
        let (records, outcome) = try scan(built.bytes)
        #expect(records.map(\.seq) == [1, 2, 4, 5])
        #expect(records.map(\.count) == [1, 2, 1, 0])
        #expect(records.map(\.batch) == [1, 2, 2, 5])
        #expect(records.map(\.line) == [2, 3, 4, 5])
        #expect(records.map { $0.offset..<$0.offset + $0.length } == Array(built.lines.dropFirst()))
        #expect(records.filter { $0.count > 0 }.map(Told.init) == built.told)
        #expect(outcome.recordCount == 4)
        #expect(outcome.lastSeq == 4)
        #expect(outcome.byteCount == built.bytes.count)
        #expect(outcome.end == .whole(isSealed: true))
    }

    @Test func `a torn end and damage are told apart`() throws {
        let built = BuiltJournal([[1], [1], [1]])
        let cut = try scan(Array(built.bytes.dropLast(10))).outcome
        let start = built.lines[3].lowerBound
        #expect(
            cut.end == .torn(Damage(line: 4, byte: start, reason: .noNewline), byteCount: built.lines[3].count - 10)
        )
        var bytes = built.bytes
        bytes[built.lines[2].lowerBound + 80] ^= 1
        let damaged = try scan(bytes).outcome
        guard case .damaged(let damage, let sentence) = damaged.end else {
            Issue.record("not damaged but \(damaged.end)")
            return
        }
        #expect(damage == Damage(line: 3, byte: built.lines[2].lowerBound, reason: .notARecord))
        #expect(sentence.contains("line 3 at byte \(damage.byte)"))
        #expect(damaged.byteCount == damage.byte)
    }

    @Test func `a missing file is an error that names it`() {
        let error = #expect(throws: JournalError.self) {
            _ = try JournalScanner(path: "/state/journal.jsonl", disk: SimulatedDisk())
        }
        #expect(error?.cause == SystemCallFailure("open", .noSuchFileOrDirectory))
        #expect(error?.message.contains("/state/journal.jsonl") == true)
    }
}
