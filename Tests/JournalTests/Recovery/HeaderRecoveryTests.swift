@testable import Journal
import SystemPackage
import TestSupport
import Testing

/// Opening a file whose first line is no header.
@Suite struct HeaderRecoveryTests {
    private let header = JournalFixture.header.line().bytes

    @Test func `a file without a whole header is refused, however short, and nothing changes`() throws {
        let others = ["\n", "\n\n\n", "\0\0\0\0", "\u{FEFF}", "{\n", "# notes\n"].map { Array($0.utf8) }
        for bytes in header.indices.map({ Array(header[..<$0]) }) + others {
            let disk = BuiltJournal.disk(with: bytes)
            let error = #expect(throws: JournalError.self) { _ = try JournalFixture.open(disk) }
            #expect(error?.code == .damaged(line: 1, byte: 0), "\(bytes.count) bytes")
            #expect(disk.bytes(of: JournalFixture.path) == bytes)
            #expect(disk.paths(in: JournalFixture.directory) == ["/state/journal.jsonl", "/state/journal.lock"])
        }
    }

    @Test func `a small journal that was converted as a whole is refused, and nothing changes`() throws {
        let text = String(decoding: BuiltJournal([[1], [2]]).bytes, as: UTF8.self)
        let utf16 = text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
        let zeros = [UInt8](repeating: 0, count: text.utf8.count)
        let lines = text.replacing("\n", with: "\r\n")
        for bytes in [Array(lines.utf8), utf16, zeros, Array(text.replacing(",", with: ",\n").utf8)] {
            let disk = BuiltJournal.disk(with: bytes)
            let error = #expect(throws: JournalError.self) { _ = try JournalFixture.open(disk) }
            #expect(error?.code == .damaged(line: 1, byte: 0))
            #expect(disk.bytes(of: JournalFixture.path) == bytes)
        }
    }

    @Test func `a damaged header in front of a record is refused`() throws {
        let built = BuiltJournal([[1]])
        for byte in [0, 5, 35, 60, header.count - 1] {
            var bytes = built.bytes
            bytes[byte] ^= 4
            let disk = BuiltJournal.disk(with: bytes)
            let error = #expect(throws: JournalError.self) { _ = try JournalFixture.open(disk) }
            #expect(error?.code == .damaged(line: 1, byte: 0))
            #expect(disk.bytes(of: JournalFixture.path) == bytes)
        }
    }

    @Test func `a long file without a header is refused`() throws {
        let disk = BuiltJournal.disk(with: Array(repeating: 0x41, count: JournalHeader.byteCountMax + 1))
        let error = #expect(throws: JournalError.self) { _ = try JournalFixture.open(disk) }
        #expect(error?.code == .damaged(line: 1, byte: 0))
    }

    @Test func `another version is refused and nothing changes`() throws {
        var front = Array("{\"journal\":\"paylink\",\"version\":2,\"id\":\"x\"".utf8)
        let newHash = Array("{\"journal\":\"paylink\",\"version\":3,\"checksum\":\"unknown here\"}\n{}\n".utf8)
        _ = LineEnd.write(to: &front, from: 0)
        for bytes in [front, newHash] {
            let disk = BuiltJournal.disk(with: bytes)
            let error = #expect(throws: JournalError.self) { _ = try JournalFixture.open(disk) }
            #expect(error?.code == .unsupportedVersion)
            #expect(disk.bytes(of: JournalFixture.path) == bytes)
        }
    }

    @Test func `an interrupted creation leaves nothing that stops the next`() throws {
        for change in 1... {
            let disk = SimulatedDisk()
            disk.faults.powerCutChange = change
            let isDone = (try? JournalFixture.open(disk)) != nil
            for seed in UInt64(0)..<20 {
                var random = SeededSequence(seed: seed)
                try JournalFixture.open(disk.afterPowerCut(using: &random)).close()
            }
            if isDone {
                #expect(change > 5, "creation makes at least five changes")
                return
            }
        }
    }
}
