import Glibc
@testable import Journal
@testable import Storage
import SystemPackage
import TestSupport
import Testing

/// Another program takes the file away under an open journal: noticed before the next acknowledgement.
@Suite struct DisplacedFileTests {
    /// Acts of other programs on files.
    enum Act: CaseIterable {
        case rename, replace, truncate, remove, moveDirectory
    }

    private let scratch: ScratchDirectory
    private let directory: FilePath
    private let path: FilePath

    init() throws {
        scratch = try ScratchDirectory()
        directory = scratch.path.appending("state")
        path = directory.appending(Journal.fileName)
    }

    @Test(arguments: Act.allCases)
    func `nothing is acknowledged in a file that no start will find`(act: Act) async throws {
        var replayed: [TestRecord] = []
        let failures = Monitor<[JournalError]>([])
        var settings = Journal.Settings()
        settings.onFailure = { failure in failures.withLock { $0.append(failure) } }
        let journal = try JournalFixture.open(SystemDisk(), in: directory, settings: settings, replayed: &replayed)
        let first = try journal.append(payload: JournalFixture.payload(1), count: 1)
        try await journal.durable(through: first)
        let byteCount = journal.status.byteCount

        try perform(act)
        let second = try journal.append(payload: JournalFixture.payload(2), count: 1)
        let error = await #expect(throws: JournalError.self) { try await journal.durable(through: second) }
        #expect(error?.code == .displaced)
        #expect(error?.message.contains("\(path), which had \(byteCount) bytes") == true)
        #expect(throws: JournalError.self) { try journal.append(payload: JournalFixture.payload(3), count: 1) }
        journal.close()
        #expect(failures.withLock { $0.map(\.code) } == [.displaced])
    }

    @Test(arguments: [Errno.noMemory, .ioError])
    func `a lack of memory for the look at the name ends nothing, and any other failure does`(error: Errno) async throws
    {
        var replayed: [TestRecord] = []
        let disk = SimulatedDisk()
        let journal = try JournalFixture.open(disk, replayed: &replayed)
        disk.faults.failingStatus = error
        let seq = try journal.append(payload: JournalFixture.payload(1), count: 1)
        if error == .noMemory {
            try await journal.durable(through: seq)
            disk.faults.failingStatus = nil
            try await journal.durable(through: journal.append(payload: JournalFixture.payload(2), count: 1))
        } else {
            await #expect(throws: JournalError.self) { try await journal.durable(through: seq) }
        }
        journal.close()
    }

    @Test func `a file that another program made longer is still the journal's`() async throws {
        var replayed: [TestRecord] = []
        let journal = try JournalFixture.open(SystemDisk(), in: directory, replayed: &replayed)
        #expect(truncate(path.string, 10_000) == 0)
        let seq = try journal.append(payload: JournalFixture.payload(1), count: 1)
        try await journal.durable(through: seq)
        journal.close()
        let again = try JournalFixture.open(SystemDisk(), in: directory, replayed: &replayed)
        #expect(replayed.map(\.seq) == [seq])
        again.close()
    }

    private func perform(_ act: Act) throws {
        let aside = scratch.path.appending("aside").string
        switch act {
        case .rename: #expect(rename(path.string, aside) == 0)
        case .replace:
            let copy = directory.appending("copy")
            _ = try SystemDisk().open(copy, .create)
            #expect(rename(copy.string, path.string) == 0)
        case .truncate: #expect(truncate(path.string, 10) == 0)
        case .remove: #expect(unlink(path.string) == 0)
        case .moveDirectory: #expect(rename(directory.string, aside) == 0)
        }
    }
}
