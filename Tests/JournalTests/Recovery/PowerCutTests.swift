import Glibc
import TestSupport
import Testing

@testable import Journal

/// Power cuts at any change, in any life of a journal, with what was acknowledged kept outside of it.
///
/// The commit thread is left out so that a seed gives the same schedule every time: queue, writer and recovery are the
/// shipped ones, driven in turn.
@Suite struct PowerCutTests {
    /// `PAYLINK_SCHEDULES`, for the long run before a release.
    private static let scheduleCount =
        getenv("PAYLINK_SCHEDULES").flatMap { Int(String(cString: $0)) } ?? 500

    @Test func `no acknowledged record is lost and no start is refused`() throws {
        let firstSeed = SeededSequence.seed(for: #function)
        var (cutCount, tornCount) = (0, 0)
        for seed in firstSeed..<firstSeed + UInt64(Self.scheduleCount) {
            var story = PowerCutStory(seed: seed)
            try story.run(lifeCount: 5)
            cutCount += story.cutCount
            tornCount += story.tornCount
            guard story.complaints.isEmpty else {
                Issue.record("seed \(seed): \(story.complaints.joined(separator: "; "))")
                return
            }
        }
        print("power cuts: \(cutCount), torn ends repaired: \(tornCount)")
        #expect(tornCount > Self.scheduleCount / 10, "the cuts must hit")
    }
}

/// One disk through several lives, and what an outsider knows about it.
private struct PowerCutStory {
    private var random: SeededSequence
    private var disk = SimulatedDisk()
    /// What the journal must tell, and behind it what it may tell.
    private var acknowledged: [Told] = []
    private var sent: [Told] = []
    private(set) var cutCount = 0
    private(set) var tornCount = 0
    private(set) var complaints: [String] = []

    init(seed: UInt64) {
        random = SeededSequence(seed: seed)
    }

    mutating func run(lifeCount: Int) throws {
        for _ in 0..<lifeCount where complaints.isEmpty {
            disk.faults.powerCutChange = Int.random(in: 1...40, using: &random)
            do {
                try live()
            } catch is SystemCallFailure {
                cutCount += 1
            } catch let error as JournalError where error.code == .systemCall {
                cutCount += 1
            }
            // What ended this life was the power or only the process: then the machine, and its cache, go on.
            disk = Int.random(in: 0..<3, using: &random) > 0 ? disk.afterPowerCut(using: &random) : disk.afterKill()
        }
        // In the end without faults: the journal must open and hold everything.
        disk.faults = SimulatedFaults()
        try recover()
    }

    private mutating func live() throws {
        let recovered = try recover()
        var writer = BatchWriter(
            file: recovered.file,
            byteCount: recovered.byteCount,
            head: recovered.chain.head
        )
        var queue = CommitQueue<Int>(
            nextSeq: recovered.chain.nextSeq,
            needsSeal: !recovered.chain.isSealed,
            limits: .init(batchBytesMax: 6000, recordBytesMax: 20000, queueBytesMax: 1 << 20)
        )
        for _ in 0..<Int.random(in: 0...12, using: &random) {
            for _ in 0..<Int.random(in: 1...6, using: &random) { try enqueue(&queue) }
            while let step = queue.nextStep() {
                guard case .commit(let entries) = step else { return }
                try writer.commit(entries)
                _ = queue.synced(sealed: false)
                acknowledge(through: queue.durableSeq)
            }
        }
        queue.close()
        if case .seal(let seq) = queue.nextStep() { try writer.seal(seq: seq) }
    }

    private mutating func enqueue(_ queue: inout CommitQueue<Int>) throws {
        let byteCount = Int.random(in: 0..<8, using: &random) == 0 ? 9000 : Int.random(in: 0...900, using: &random)
        let payload = JournalFixture.payload(Int.random(in: 0...1_000_000, using: &random), byteCount: byteCount)
        let count = Int.random(in: 1...3, using: &random)
        let (seq, _) = try queue.enqueue(payload: payload, count: count)
        sent.append(Told(seq, count, String(decoding: payload, as: UTF8.self)))
    }

    private mutating func acknowledge(through seq: UInt64) {
        while let first = sent.first, first.seq <= seq {
            acknowledged.append(sent.removeFirst())
        }
    }

    /// Opens the journal and holds what it tells against what is known.
    @discardableResult
    private mutating func recover() throws -> RecoveredFile {
        var told: [Told] = []
        let opening = Opening(directory: JournalFixture.directory, disk: disk, settings: .init())
        let recovered: RecoveredFile
        do {
            recovered = try opening.run(header: JournalFixture.header) { record in
                if record.count > 0 { told.append(Told(record)) }
            }
        } catch let error as JournalError where error.code != .systemCall {
            complaints.append("refused: \(error)")
            throw error
        }
        if recovered.recovery.tornByteCount > 0 { tornCount += 1 }
        let known = acknowledged + sent
        if !told.starts(with: acknowledged) { complaints.append("lost: has \(told.count) of \(acknowledged.count)") }
        if !known.starts(with: told) { complaints.append("invented: \(told.count) records, \(known.count) sent") }
        // Served from here on, so it has to stay.
        acknowledged = told
        sent = []
        return recovered
    }
}
