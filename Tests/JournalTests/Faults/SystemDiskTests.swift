import FoundationEssentials
import Glibc
@testable import Journal
import Storage
import SystemPackage
import TestSupport
import Testing

/// The journal on the file system of this machine.
@Suite struct SystemDiskTests {
    private let scratch: ScratchDirectory
    private let directory: FilePath

    init() throws {
        scratch = try ScratchDirectory()
        directory = scratch.path.appending("state")
    }

    private func open(replayed: inout [TestRecord]) throws -> Journal {
        try JournalFixture.open(SystemDisk(), in: directory, replayed: &replayed)
    }

    private func bytes() throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: directory.appending(Journal.fileName).string)))
    }

    @Test func `records survive closing and opening`() async throws {
        var replayed: [TestRecord] = []
        let journal = try open(replayed: &replayed)
        for number in 1...50 { _ = try journal.append(payload: JournalFixture.payload(number), count: 1) }
        try await journal.durable(through: 50)
        journal.close()
        #expect(try bytes().count == journal.status.byteCount)
        try open(replayed: &replayed).close()
        #expect(replayed.map(\.seq) == Array(1...50))
    }

    @Test func `what is no regular file is refused, and nobody is waited for`() throws {
        let path = scratch.path.appending("odd")
        #expect(mkfifo(path.string, 0o600) == 0)
        for access in [DiskAccess.read, .update] {
            #expect(throws: SystemCallFailure("open", .illegalSeek)) { try SystemDisk().open(path, access) }
            #expect(throws: SystemCallFailure("open", .illegalSeek)) { try SystemDisk().open("/dev/null", access) }
        }
        #expect(throws: SystemCallFailure("open", .illegalSeek)) { try SystemDisk().open(scratch.path, .read) }
    }

    @Test func `a record is read at its position, and from memory only when it is there`() async throws {
        let records = Monitor<[DurableRecord]>([])
        var replayed: [TestRecord] = []
        let journal = try JournalFixture.open(SystemDisk(), in: directory, replayed: &replayed) { batch in
            records.withLock { $0 += batch }
        }
        for number in 1...50 { _ = try journal.append(payload: JournalFixture.payload(number), count: 1) }
        try await journal.durable(through: 50)
        for record in records.withLock({ $0 }) {
            let read = try journal.records.record(at: record.position.offset, length: record.position.length)
            #expect(Array(read.payload) == JournalFixture.payload(Int(record.seq)))
            // Some file systems don't support the question, and then the answer is nil.
            let cached = try journal.records.cachedRecord(at: record.position.offset, length: record.position.length)
            #expect(cached == nil || cached?.payload == read.payload)
        }
        #expect(try journal.records.cachedRecord(at: 1 << 30, length: 100) == nil, "behind the end")
        journal.close()
    }

    @Test func `a file is not replaced, and no lock taken, through a link that a stranger may have made`() throws {
        let disk = SystemDisk()
        let (victim, link) = (scratch.path.appending("victim"), scratch.path.appending("link"))
        try Data("precious".utf8).write(to: URL(filePath: victim.string))
        #expect(symlink(victim.string, link.string) == 0)
        #expect(throws: SystemCallFailure.self) { _ = try disk.open(link, .replace) }
        #expect(throws: SystemCallFailure.self) { _ = try disk.lock(link) }
        #expect(try Data(contentsOf: URL(filePath: victim.string)) == Data("precious".utf8))
    }

    @Test func `a second opener is refused although the lock file was deleted`() async throws {
        var replayed: [TestRecord] = []
        let journal = try open(replayed: &replayed)
        let path = directory.appending(Journal.lockName).string
        #expect(unlink(path) == 0)
        let error = #expect(throws: JournalError.self) { _ = try open(replayed: &replayed) }
        #expect(error?.code == .lockHeld)
        #expect(error?.message.contains("journal.jsonl") == true)
        let seq = try journal.append(payload: JournalFixture.payload(1), count: 1)
        try await journal.durable(through: seq)
        journal.close()
        // The first one still reads from the file that it has closed.
        try open(replayed: &replayed).close()
        #expect(replayed.map(\.seq) == [seq])
        _ = journal.records
    }

    @Test func `a journal that was just created is locked, too`() throws {
        var replayed: [TestRecord] = []
        let journal = try open(replayed: &replayed)
        #expect(journal.recovery.wasCreated)
        #expect(unlink(directory.appending(Journal.lockName).string) == 0)
        #expect(throws: JournalError.self) { _ = try open(replayed: &replayed) }
        journal.close()
    }

    @Test func `the names of a directory are listed`() throws {
        let disk = SystemDisk()
        for name in ["a", "b c", "ü"] { _ = try disk.open(scratch.path.appending(name), .create) }
        #expect(try disk.names(in: scratch.path).sorted() == ["a", "b c", "ü"])
        let error = #expect(throws: SystemCallFailure.self) { _ = try disk.names(in: directory) }
        #expect(error == SystemCallFailure("opendir", .noSuchFileOrDirectory))
    }

    @Test func `the directory is its owner's alone`() throws {
        var replayed: [TestRecord] = []
        try open(replayed: &replayed).close()
        var status = stat()
        #expect(stat(directory.string, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o700)
    }

    @Test func `a second opener is refused with the lock's name`() throws {
        var replayed: [TestRecord] = []
        let journal = try open(replayed: &replayed)
        let error = #expect(throws: JournalError.self) { _ = try open(replayed: &replayed) }
        #expect(error?.code == .lockHeld)
        #expect(error?.message.contains("journal.lock") == true)
        journal.close()
        try open(replayed: &replayed).close()
    }

    @Test func `a torn end is cut off on the disk`() throws {
        var replayed: [TestRecord] = []
        let journal = try open(replayed: &replayed)
        _ = try journal.append(payload: JournalFixture.payload(1), count: 1)
        journal.close()
        let path = directory.appending(Journal.fileName)
        let whole = try bytes()
        try Data(whole + Array("{\"seq\":2,".utf8)).write(to: URL(filePath: path.string))
        let again = try open(replayed: &replayed)
        #expect(again.recovery.tornByteCount == 9)
        #expect(again.recovery.tornFile == directory.appending("journal.jsonl.torn-2-1"))
        #expect(try bytes() == whole)
        again.close()
    }

    @Test func `a missing parent directory is an error that names its call`() throws {
        let error = #expect(throws: JournalError.self) {
            var replayed: [TestRecord] = []
            _ = try JournalFixture.open(SystemDisk(), in: scratch.path.appending("no/state"), replayed: &replayed)
        }
        #expect(error?.cause == SystemCallFailure("mkdir", .noSuchFileOrDirectory))
    }

    @Test func `a killed process leaves its acknowledged records and a free lock`() async throws {
        let path = directory.string
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            var replayed: [TestRecord] = []
            let journal = try JournalFixture.open(SystemDisk(), in: FilePath(path), replayed: &replayed)
            for number in 1...20 {
                let seq = try journal.append(payload: JournalFixture.payload(number), count: 1)
                try await journal.durable(through: seq)
            }
            kill(getpid(), SIGKILL)
        }
        var replayed: [TestRecord] = []
        let journal = try open(replayed: &replayed)
        #expect(replayed.count == 20)
        #expect(!journal.recovery.endedWithMarker)
        journal.close()
    }
}
