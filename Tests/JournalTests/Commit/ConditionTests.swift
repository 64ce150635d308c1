import Journal
import Storage
import TestSupport
import Testing

/// What lasts is told once when it begins, and once when it has ended.
@Suite struct ConditionTests {
    /// A clock that goes on with each look at it, and what was told.
    private final class Told: Sendable {
        private let state = Monitor((now: ContinuousClock.now, step: Duration.zero, words: [String]()))

        var settings: Journal.Settings {
            var settings = Journal.Settings()
            settings.now = { [state] in
                state.withLock { state in
                    state.now += state.step
                    return state.now
                }
            }
            settings.onCondition = { [state] condition in
                let word =
                    switch condition {
                    case .full: "full"
                    case .roomAgain: "room"
                    case .slow: "slow"
                    case .quickAgain: "quick"
                    }
                state.withLock { $0.words.append(word) }
            }
            return settings
        }

        var words: [String] { state.withLock { $0.words } }

        func advance(_ duration: Duration) { state.withLock { $0.now += duration } }

        func step(by duration: Duration) { state.withLock { $0.step = duration } }
    }

    private let told = Told()
    private let disk = SimulatedDisk()

    private func append(_ number: Int, to journal: Journal) async throws {
        let seq = try journal.append(payload: JournalFixture.payload(number), count: 1)
        try await journal.durable(through: seq)
    }

    @Test func `a full disk, and the room that it has again`() async throws {
        var settings = told.settings
        settings.writesPadding = false
        let journal = try JournalFixture.open(disk, settings: settings)
        try await append(1, to: journal)
        #expect(!journal.status.isFull && journal.status.freeByteCount != nil)
        disk.setFreeBytes(settings.freeBytesReserve - 1)
        told.advance(.seconds(2))
        for number in 2...4 {
            #expect(throws: JournalError.self) { try journal.append(payload: JournalFixture.payload(number), count: 1) }
        }
        #expect(told.words == ["full"] && journal.status.isFull)
        journal.lookAgain()
        #expect(told.words == ["full"])
        disk.setFreeBytes(settings.freeBytesReserve)
        journal.lookAgain()
        #expect(told.words == ["full"], "what was refused still has no room")
        disk.setFreeBytes(1 << 40)
        journal.lookAgain()
        #expect(told.words == ["full", "room"] && !journal.status.isFull, "also while nobody appends")
        try await append(5, to: journal)
        #expect(told.words == ["full", "room"])
        journal.close()
    }

    @Test(arguments: [true, false])
    func `a disk that is full already when the journal is opened, and while nobody appends`(writesPadding: Bool)
        async throws
    {
        var settings = told.settings
        settings.writesPadding = writesPadding
        let first = try JournalFixture.open(disk, settings: settings)
        try await append(1, to: first)
        first.close()
        disk.setFreeBytes(settings.freeBytesReserve - 1)
        let journal = try JournalFixture.open(disk, settings: settings)
        journal.lookAgain()
        #expect(told.words == ["full"] && journal.status.isFull)
        #expect(journal.status.freeByteCount == settings.freeBytesReserve - 1)
        journal.lookAgain()
        disk.setFreeBytes(settings.freeBytesReserve)
        journal.lookAgain()
        #expect(told.words == ["full", "room"] && !journal.status.isFull)
        disk.setFreeBytes(0)
        journal.lookAgain()
        #expect(told.words == ["full", "room", "full"] && journal.status.isFull)
        journal.close()
    }

    @Test func `slow writes, and the first quick one after a minute without them`() async throws {
        let journal = try JournalFixture.open(disk, settings: told.settings)
        told.step(by: .seconds(2))
        for number in 1...3 { try await append(number, to: journal) }
        told.step(by: .zero)
        try await append(4, to: journal)
        #expect(told.words == ["slow"] && journal.status.isSlow)
        told.advance(.seconds(60))
        try await append(5, to: journal)
        journal.close()
        #expect(told.words == ["slow", "quick"] && !journal.status.isSlow)
        #expect(journal.status.commitTimes.count >= 5 && journal.status.commitTimes.longest >= .seconds(2))
    }

    @Test func `slow writes that nothing follows`() async throws {
        let journal = try JournalFixture.open(disk, settings: told.settings)
        told.step(by: .seconds(2))
        try await append(1, to: journal)
        told.step(by: .zero)
        journal.lookAgain()
        #expect(told.words == ["slow"])
        told.advance(.seconds(60))
        journal.lookAgain()
        #expect(told.words == ["slow", "quick"] && !journal.status.isSlow, "with no write at all")
        journal.close()
    }
}
