@testable import Journal
@testable import Storage
import SystemPackage
import TestSupport
import Testing

@Suite struct JournalScannerTests {
    private func scan(_ bytes: [UInt8]) throws -> (records: [JournalRecord], outcome: JournalScanner.Outcome) {
        var scanner = try JournalScanner(path: JournalFixture.path, disk: BuiltJournal.disk(with: bytes))
        #expect(scanner.header == JournalFixture.header)
        var records: [JournalRecord] = []
        let outcome = try scanner.scan { records.append($0) }
        return (records, outcome)
    }

    @Test func `every record is handed over with its position in the file`() throws {
        let built = BuiltJournal([[1], [2, 1], [0]])
        let (records, outcome) = try scan(built.bytes)
        #expect(records.map(\.seq) == [1, 2, 4, 5])
        #expect(records.map(\.count) == [1, 2, 1, 0])
        #expect(records.map(\.batch) == [1, 2, 2, 5])
        #expect(records.map(\.position.line) == [2, 3, 4, 5])
        #expect(records.map { $0.position.offset..<$0.position.end } == Array(built.lines.dropFirst()))
        #expect(records.filter { $0.count > 0 }.map(TestRecord.init) == built.records)
        #expect(outcome.recordCount == 4)
        #expect(outcome.lastSeq == 4)
        #expect(outcome.byteCount == built.bytes.count)
        #expect(outcome.end == .whole(endsWithMarker: true))
    }

    @Test func `a torn end and damage are distinguished`() throws {
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

    /// Longer than the chunks that the scanner's thread may be ahead by.
    private static let long = BuiltJournal(
        (1...60).map { Array(repeating: 1, count: $0 % 3 + 1) },
        payloadByteCount: 40000
    )

    @Test func `a journal of many buffers is handed over whole and in order, whatever is kept`() throws {
        let (records, outcome) = try scan(Self.long.bytes)
        #expect(Self.long.bytes.count > 8 * LineReader.chunkByteCount)
        #expect(records.map(TestRecord.init) == Self.long.records)
        #expect(records.map { $0.position.offset..<$0.position.end } == Array(Self.long.lines.dropFirst()))
        #expect(records.map(\.position.line) == Array(2...records.count + 1))
        #expect(outcome.byteCount == Self.long.bytes.count)
        #expect(outcome.lastBatch?.offset == Self.long.lines[Self.long.lines.count - 1].lowerBound)
    }

    @Test func `nothing behind a bad line is handed over, and everything in front of it is`() throws {
        for line in [1, 2, 14, 15, 100] {
            var bytes = Self.long.bytes
            bytes[Self.long.lines[line].lowerBound + 20000] ^= 1
            let (records, outcome) = try scan(bytes)
            #expect(records.map(TestRecord.init) == Array(Self.long.records.prefix(line - 1)))
            #expect(outcome.byteCount == Self.long.lines[line].lowerBound)
            guard case .damaged(let damage, _) = outcome.end else {
                Issue.record("line \(line + 1) is \(outcome.end)")
                continue
            }
            #expect(damage.line == line + 1)
        }
    }

    @Test func `a read error comes after the records in front of it`() throws {
        let disk = Self.long.disk
        disk.faults.unreadableByte = Self.long.lines[80].lowerBound
        var scanner = try JournalScanner(path: JournalFixture.path, disk: disk)
        var replayed: [TestRecord] = []
        let error = #expect(throws: JournalError.self) { _ = try scanner.scan { replayed.append(TestRecord($0)) } }
        #expect(error?.cause == SystemCallFailure("pread", .ioError))
        #expect(replayed.count > 40)
        #expect(Self.long.records.starts(with: replayed))
    }

    @Test(arguments: [0, 1, 30, 119])
    func `an error of the receiver ends the scan`(number: Int) throws {
        struct Stop: Error {}
        var scanner = try JournalScanner(path: JournalFixture.path, disk: Self.long.disk)
        var count = 0
        #expect(throws: Stop.self) {
            _ = try scanner.scan { _ in
                if count == number { throw Stop() }
                count += 1
            }
        }
        #expect(count == number)
    }

    /// The reader sees each moment of a busy daemon at each of its reads: newlines, half a batch, the next ones.
    @Test func `beside a daemon that writes over padding the end is never taken for damage`() throws {
        let built = BuiltJournal([[1], [1, 1], [1], [1, 1, 1], [1]], payloadByteCount: 30000)
        let padded = built.bytes + [UInt8](repeating: UInt8(ascii: "\n"), count: 200_000)
        let ends = built.lines.map(\.upperBound)
        // Whole batches, and two moments within a write.
        let moments = [ends[1], ends[3], ends[3] + 15000, ends[4], ends[5] + 70000, ends[7], ends[8]]
        for (first, start) in moments.enumerated() {
            for second in first..<moments.count {
                for readNumber in 1...6 {
                    let disk = BuiltJournal.disk(with: Self.blanked(padded, from: start))
                    disk.faults.beforeRead = { number in
                        guard number >= readNumber else { return }
                        let end = moments[min(second + number - readNumber, moments.count - 1)]
                        disk.setBytes(Self.blanked(padded, from: end), of: JournalFixture.path)
                    }
                    var scanner = try JournalScanner(path: JournalFixture.path, disk: disk)
                    var replayed: [TestRecord] = []
                    let outcome = try scanner.scan { replayed.append(TestRecord($0)) }
                    if case .damaged(_, let sentence) = outcome.end { Issue.record("\(sentence)") }
                    #expect(replayed.count >= ends.count { $0 <= start } - 1)
                    #expect(built.records.starts(with: replayed))
                    disk.faults.beforeRead = nil
                }
            }
        }
    }

    /// The bytes as they were before those from `start` on were written.
    private static func blanked(_ bytes: [UInt8], from start: Int) -> [UInt8] {
        bytes[..<start] + [UInt8](repeating: UInt8(ascii: "\n"), count: bytes.count - start)
    }

    @Test func `a missing file is an error that names it`() {
        let error = #expect(throws: JournalError.self) {
            _ = try JournalScanner(path: "/state/journal.jsonl", disk: SimulatedDisk())
        }
        #expect(error?.cause == SystemCallFailure("open", .noSuchFileOrDirectory))
        #expect(error?.message.contains("/state/journal.jsonl") == true)
    }
}
