import Glibc
@testable import Storage
import SystemPackage
import TestSupport
import Journal

/// One check of a journal: its faults, in one sentence each; none if it keeps its promises.
///
/// The rows are those of `proto-docs/faults.md`. With a bug the same check is made of a journal that has it.
struct FaultCheck: Sendable {
    let rows: String
    let complaints: @Sendable (SeededBug?) async throws -> [String]

    static let all = [
        FaultCheck(rows: "S1") { bug in try powerCuts(bug) },
        FaultCheck(rows: "W1") { bug in try await failingSync(bug) },
        FaultCheck(rows: "R1") { bug in decay(bug) },
        FaultCheck(rows: "R4") { bug in unreadableByte(bug) },
        FaultCheck(rows: "R5") { bug in try await phantom(bug) },
        FaultCheck(rows: "L1") { bug in try secondOpener(bug) + leakedDescriptor(bug) },
    ]

    /// Lives of one disk with power cuts, kills and failing syncs; a hundred hit every kind of end.
    private static func powerCuts(_ bug: SeededBug?) throws -> [String] {
        for seed in 0..<100 as Range<UInt64> {
            var story = PowerCutStory(seed: seed, bug: bug)
            try story.run(lifeCount: 5)
            if let first = story.complaints.first { return ["seed \(seed) \(first)"] }
        }
        return []
    }

    /// Nothing is acknowledged from the failing sync on, and acknowledged records survive.
    private static func failingSync(_ bug: SeededBug?) async throws -> [String] {
        let disk = SimulatedDisk()
        let journal = try JournalFixture.open(CarelessDisk(inner: disk, bug: bug))
        disk.faults.failingDataSync = (3, .ioError)
        var acknowledged: [UInt64] = []
        for number in 1...6 {
            guard let seq = try? journal.append(payload: JournalFixture.payload(number), count: 1) else { continue }
            if (try? await journal.durable(through: seq)) != nil { acknowledged.append(seq) }
        }
        journal.close()
        return acknowledged == [1, 2] ? [] : ["\(acknowledged) were acknowledged although sync 3 failed"]
    }

    /// Damage in front of a later batch refuses the start and changes nothing.
    private static func decay(_ bug: SeededBug?) -> [String] {
        var bytes = BuiltJournal([[1], [1, 1], [1], [0]]).bytes
        bytes[bytes.count / 2] ^= 4
        let disk = BuiltJournal.disk(with: bytes)
        guard (try? JournalFixture.open(CarelessDisk(inner: disk, bug: bug))) != nil else {
            return disk.bytes(of: JournalFixture.path) == bytes ? [] : ["the damaged file was changed"]
        }
        return ["a damaged journal was opened"]
    }

    /// A byte that can't be read refuses the start and changes nothing.
    private static func unreadableByte(_ bug: SeededBug?) -> [String] {
        // Longer than one read, so that an end is found in the middle of the file.
        let built = BuiltJournal([[1], [1], [1]], payloadByteCount: 400_000)
        var found: [String] = []
        for byte in [built.lines[2].lowerBound, built.bytes.count - 1] {
            let disk = built.disk
            disk.faults.unreadableByte = byte
            if (try? JournalFixture.open(CarelessDisk(inner: disk, bug: bug))) != nil {
                found.append("opened although byte \(byte) can't be read")
            }
            if disk.bytes(of: JournalFixture.path) != built.bytes { found.append("the unreadable file was changed") }
        }
        return found
    }

    /// Records that are served after a failed sync or a kill survive a power cut, even if the cache was kept.
    private static func phantom(_ bug: SeededBug?) async throws -> [String] {
        let disk = SimulatedDisk()
        let careless = CarelessDisk(inner: disk, bug: bug)
        let journal = try JournalFixture.open(careless)
        disk.faults.failingDataSync = (1, .ioError)
        let seq = try journal.append(payload: JournalFixture.payload(1), count: 1)
        try? await journal.durable(through: seq)
        journal.close()
        let restarted = disk.afterKill()
        restarted.faults.keepsCache = true
        var served: [TestRecord] = []
        let again = try JournalFixture.open(CarelessDisk(inner: restarted, bug: bug), replayed: &served)
        defer { again.close() }
        var random = SeededSequence(seed: 1)
        let left = try JournalFixture.replayed(by: restarted.afterPowerCut(using: &random))
        return left == served ? [] : ["\(served) were served, and after a power cut there are \(left)"]
    }

    /// The same process is refused as another one would be, also after it has looked at the lock file.
    private static func secondOpener(_ bug: SeededBug?) throws -> [String] {
        let scratch = try ScratchDirectory()
        let path = scratch.path.appending("lock")
        let disk = CarelessDisk(inner: SystemDisk(), bug: bug)
        let lock = try disk.lock(path)
        _ = try disk.open(path, .read)
        return withExtendedLifetime(lock) {
            (try? disk.lock(path)) == nil ? [] : ["a second opener got the lock"]
        }
    }

    /// A child that outlives the journal does not keep its lock.
    private static func leakedDescriptor(_ bug: SeededBug?) throws -> [String] {
        let scratch = try ScratchDirectory()
        let path = scratch.path.appending("lock")
        let disk = CarelessDisk(inner: SystemDisk(), bug: bug)
        var lock: (any DiskLock)? = try disk.lock(path)
        var launch = ChildProcess.Launch(executable: "/bin/sleep", standardErrorPath: "/dev/null")
        launch.inheritsDescriptors = true
        launch.arguments = ["60"]
        let child = try ChildProcess(launch)
        _ = lock
        lock = nil
        return withExtendedLifetime(child) {
            // Any other test may be starting a process, which has all descriptors for a moment.
            let end = ContinuousClock.now + .seconds(1)
            repeat {
                if (try? disk.lock(path)) != nil { return [] }
                sched_yield()
            } while ContinuousClock.now < end
            return ["a child keeps the lock"]
        }
    }
}
