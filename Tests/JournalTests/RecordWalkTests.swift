@testable import Journal
@testable import Storage
import SystemPackage
import TestSupport
import Testing

/// Walking over records from a number on, which is found by halving the file.
@Suite struct RecordWalkTests {
    /// A journal of short records and of some that are longer than one probe; commit markers among them.
    private func random(_ random: inout SeededSequence) -> BuiltJournal {
        var journal = BuiltJournal()
        for _ in 0..<Int.random(in: 0...60, using: &random) {
            let length = [0, 0, 300, 5_000, 70_000, 200_000].randomElement(using: &random) ?? 0
            let isMarker = Int.random(in: 0..<8, using: &random) == 0 && !journal.records.isEmpty
            let counts =
                isMarker
                ? [0]
                : (0..<Int.random(in: 1...3, using: &random)).map { _ in
                    Int.random(in: 1...4, using: &random)
                }
            journal.append(counts, payloadByteCount: length)
        }
        return journal
    }

    private func walk(_ journal: BuiltJournal, after seq: UInt64, limit: Int = .max) throws -> [TestRecord] {
        try walk(RecordFile(path: JournalFixture.path, disk: journal.disk), journal.bytes.count, after: seq, limit)
    }

    private func walk(_ file: RecordFile, _ end: Int, after seq: UInt64, _ limit: Int = .max) throws -> [TestRecord] {
        var replayed: [TestRecord] = []
        var walk = try RecordWalk(file, after: seq, through: end)
        while replayed.count < limit, let record = try walk.next() { replayed.append(TestRecord(record)) }
        return replayed
    }

    /// What a walk has that goes on behind each failure, and how many those were.
    private func walkOn(_ file: RecordFile, _ end: Int, after seq: UInt64) throws -> ([TestRecord], failureCount: Int) {
        var walk = try RecordWalk(file, after: seq, through: end)
        var replayed: [TestRecord] = []
        var failureCount = 0
        while true {
            do throws(JournalError) {
                guard let record = try walk.next() else { return (replayed, failureCount) }
                replayed.append(TestRecord(record))
            } catch {
                failureCount += 1
            }
        }
    }

    @Test func `a walk goes on behind a line that is not as it was written, wherever it begins`() throws {
        var numbers = SeededSequence(for: #function)
        for _ in 0..<40 {
            // Without markers line i + 1 is record i.
            let counts = (0..<Int.random(in: 1...80, using: &numbers)).map { _ in
                [Int.random(in: 1...3, using: &numbers)]
            }
            let journal = BuiltJournal(counts, payloadByteCount: [0, 300, 5000].randomElement(using: &numbers) ?? 0)
            guard let record = journal.records.indices.randomElement(using: &numbers) else { continue }
            let line = journal.lines[record + 1]
            var bytes = journal.bytes
            // Not its newline, which would damage the line behind it, too.
            bytes[Int.random(in: line.lowerBound..<line.upperBound - 1, using: &numbers)] ^= 1
            let file = try RecordFile(path: JournalFixture.path, disk: BuiltJournal.disk(with: bytes))
            let rest = Array(journal.records[..<record] + journal.records[(record + 1)...])
            for after in 0...journal.nextSeq {
                let expected = rest.filter { $0.seq + UInt64($0.count) - 1 > after }
                let (found, failureCount) = try walkOn(file, bytes.count, after: after)
                #expect(found == expected, "after \(after), record \(record)")
                #expect(failureCount <= 1)
            }
        }
    }

    @Test func `a walk goes on behind a place that can't be read`() throws {
        let journal = BuiltJournal(Array(repeating: [1], count: 600), payloadByteCount: 2000)
        let disk = journal.disk
        let lost = journal.lines[300]
        disk.faults.unreadableByte = lost.lowerBound + 100
        let file = try RecordFile(path: JournalFixture.path, disk: disk)
        let (found, failureCount) = try walkOn(file, journal.bytes.count, after: 0)
        #expect(failureCount == 1)
        let missing = Set(1...600).subtracting(found.map { Int($0.seq) }).sorted()
        #expect(missing.contains(300) && missing.count < 80, "\(missing)")
        #expect(found.last?.seq == 600)
    }

    @Test func `every number leads to the first record that goes beyond it`() throws {
        var numbers = SeededSequence(for: #function)
        for _ in 0..<12 {
            let journal = random(&numbers)
            for seq in 0...journal.nextSeq {
                let expected = journal.records.filter { $0.seq + UInt64($0.count) - 1 > seq }
                #expect(try walk(journal, after: seq) == expected, "after \(seq) of \(journal.nextSeq - 1)")
                #expect(try walk(journal, after: seq, limit: 1) == Array(expected.prefix(1)))
            }
        }
    }

    @Test func `a journal without records has none`() throws {
        #expect(try walk(BuiltJournal(), after: 0).isEmpty)
        #expect(try walk(BuiltJournal([[1], [0]]), after: 1).isEmpty)
    }

    @Test func `bytes behind the durable part are not read`() throws {
        let journal = BuiltJournal([[1, 2], [3]])
        let file = try RecordFile(path: JournalFixture.path, disk: journal.disk)
        let end = journal.lines[2].upperBound
        #expect(try walk(file, end, after: 0) == Array(journal.records.prefix(2)))
        #expect(try walk(file, end, after: 3).isEmpty)
    }

    @Test func `the first record of a long journal takes few reads`() throws {
        let journal = BuiltJournal(Array(repeating: [1], count: 20_000), payloadByteCount: 200)
        let disk = journal.disk
        let file = try RecordFile(path: JournalFixture.path, disk: disk)
        let reads = Monitor(0)
        disk.faults.beforeRead = { _ in reads.withLock { $0 += 1 } }
        #expect(try walk(file, journal.bytes.count, after: 12_345, 1).map(\.seq) == [12_346])
        #expect(reads.withLock { $0 } < 30)
    }

    @Test(arguments: [0, 1])
    func `a line that is not as it was written is never passed over`(after: UInt64) throws {
        let journal = BuiltJournal([[1], [1], [1]])
        for byte in journal.lines[2] {
            var bytes = journal.bytes
            bytes[byte] ^= 1
            let file = try RecordFile(path: JournalFixture.path, disk: BuiltJournal.disk(with: bytes))
            let error = #expect(throws: JournalError.self, "byte \(byte)") {
                _ = try walk(file, bytes.count, after: after)
            }
            #expect(error.map { if case .recordLost = $0.code { true } else { false } } == true)
        }
    }

    @Test func `a file that ends too soon, or can't be read, is an error`() throws {
        let journal = BuiltJournal([[1], [1]])
        let short = Array(journal.bytes.dropLast(10))
        let file = try RecordFile(path: JournalFixture.path, disk: BuiltJournal.disk(with: short))
        #expect(throws: JournalError.self) { _ = try walk(file, journal.bytes.count, after: 0) }
        let disk = journal.disk
        disk.faults.unreadableByte = journal.lines[1].lowerBound + 3
        let unreadable = try RecordFile(path: JournalFixture.path, disk: disk)
        let error = #expect(throws: JournalError.self) { _ = try walk(unreadable, journal.bytes.count, after: 0) }
        #expect(error?.cause == SystemCallFailure("pread", .ioError))
    }
}
