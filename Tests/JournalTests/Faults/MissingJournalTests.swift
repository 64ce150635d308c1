import Glibc
@testable import Journal
import Storage
import SystemPackage
import TestSupport
import Testing

/// Absence is not newness: where a file shows that there was a journal, a start makes no other one.
@Suite struct MissingJournalTests {
    @Test(arguments: [
        "journal.keys", "journal.keys.new", "journal.index", "journal.index.new", "journal.jsonl.torn-5-1",
        "journal.jsonl.1", "journal.jsonl.bak",
    ])
    func `a journal that is missing beside another file of one refuses the start`(relic: String) throws {
        let disk = SimulatedDisk()
        disk.setBytes([1], of: FilePath("/state/\(relic)"))
        let error = #expect(throws: JournalError.self) { _ = try JournalFixture.opened(disk) }
        #expect(error?.code == .missing)
        #expect(error?.message.contains("/state/journal.jsonl is missing, and \(relic)") == true)
        #expect(disk.paths(in: "/state") == ["/state/\(relic)", "/state/journal.lock"].sorted())
    }

    @Test func `a directory in which a creation was interrupted, or that holds other files, is new`() throws {
        let disk = SimulatedDisk()
        for name in ["journal.lock", "journal.jsonl.new", "lost+found", "README"] {
            disk.setBytes([], of: FilePath("/state/\(name)"))
        }
        let journal = try JournalFixture.open(disk)
        #expect(journal.recovery.wasCreated)
        journal.close()
    }

    @Test func `a link to a file that is not there refuses the start, and stays`() throws {
        let scratch = try ScratchDirectory()
        let link = scratch.path.appending("journal.jsonl")
        #expect(symlink("/nowhere/journal.jsonl", link.string) == 0)
        let error = #expect(throws: JournalError.self) { _ = try JournalFixture.opened(SystemDisk(), in: scratch.path) }
        #expect(error?.code == .missing)
        #expect(error?.message.contains("is a link") == true)
        var status = stat()
        #expect(lstat(link.string, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
    }

    @Test func `a journal that was emptied refuses the start, whatever is beside it`() throws {
        for others in [[], ["journal.keys"]] {
            let disk = BuiltJournal.disk(with: [])
            for name in others { disk.setBytes([1], of: FilePath("/state/\(name)")) }
            let error = #expect(throws: JournalError.self) { _ = try JournalFixture.opened(disk) }
            #expect(error?.message.contains("is empty") == true)
            #expect(disk.bytes(of: JournalFixture.path) == [])
        }
    }
}
