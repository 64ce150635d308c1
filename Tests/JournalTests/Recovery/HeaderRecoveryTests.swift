@testable import Journal
import SystemPackage
import TestSupport
import Testing

/// Opening a file whose first line is no header.
@Suite struct HeaderRecoveryTests {
    private let header = JournalFixture.header.line().bytes

    @Test func `a header cut off anywhere with nothing behind it is a creation that crashed`() throws {
        for cut in 0..<header.count {
            let disk = BuiltJournal.disk(with: Array(header[..<cut]))
            let journal = try JournalFixture.open(disk)
            #expect(journal.recovery.wasCreated)
            #expect(
                journal.recovery.tornFile.flatMap { disk.bytes(of: $0) } == (cut == 0 ? nil : Array(header[..<cut]))
            )
            #expect(disk.bytes(of: JournalFixture.path) == header)
            journal.close()
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
