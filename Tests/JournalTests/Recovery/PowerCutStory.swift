@testable import Journal
@testable import Storage
import SystemPackage
import TestSupport

/// One disk through several lives, and a list of its records that is kept outside of it.
///
/// The commit thread is left out so that a seed gives the same schedule every time: queue, writer and recovery are the
/// shipped ones, driven in turn.
struct PowerCutStory {
    private let bug: SeededBug?
    private var random: SeededSequence
    private var disk = SimulatedDisk()
    /// The records that a replay must have, and behind them those that it may have.
    private var acknowledged: [TestRecord] = []
    private var sent: [TestRecord] = []
    private(set) var cutCount = 0
    private(set) var tornCount = 0
    private(set) var complaints: [String] = []

    init(seed: UInt64, bug: SeededBug? = nil) {
        random = SeededSequence(seed: seed)
        self.bug = bug
    }

    mutating func run(lifeCount: Int) throws {
        for _ in 0..<lifeCount where complaints.isEmpty {
            disk.faults.powerCutChange = Int.random(in: 1...40, using: &random)
            if Int.random(in: 0..<4, using: &random) == 0 {
                disk.faults.failingDataSync = (Int.random(in: 1...8, using: &random), .ioError)
            }
            do {
                try live()
            } catch is SystemCallFailure {
                cutCount += 1
            } catch is JournalError where complaints.isEmpty {
                cutCount += 1
            } catch  where !complaints.isEmpty {
                return
            }
            // Either the power or only the process went: then the machine, and its cache, go on.
            disk = Int.random(in: 0..<3, using: &random) > 0 ? disk.afterPowerCut(using: &random) : disk.afterKill()
        }
        // In the end without faults: the journal must open and hold everything.
        disk.faults = SimulatedFaults()
        if complaints.isEmpty { try recover() }
    }

    private mutating func live() throws {
        let recovered = try recover()
        var writer = BatchWriter(recovered, freeBytesReserve: 0)
        var queue = CommitQueue<Int>(
            nextSeq: recovered.chain.nextSeq,
            needsMarker: !recovered.chain.endsWithMarker,
            limits: .init(batchBytesMax: 6000, recordBytesMax: 20000, queueBytesMax: 1 << 20)
        )
        for _ in 0..<Int.random(in: 0...12, using: &random) {
            for _ in 0..<Int.random(in: 1...6, using: &random) { try enqueue(&queue) }
            while let step = queue.nextStep() {
                guard case .commit(let entries) = step else { return }
                try commit(entries, &writer, &queue)
            }
        }
        queue.close()
        if case .marker(let seq) = queue.nextStep() { try writer.writeMarker(seq: seq) }
        // A clean stop does this at its end, and nothing may hang on it.
        if Bool.random(using: &random) { writer.cutOffPadding() }
    }

    private mutating func commit(
        _ entries: [CommitQueue<Int>.Entry],
        _ writer: inout BatchWriter,
        _ queue: inout CommitQueue<Int>
    ) throws {
        let before = writer
        do {
            try writer.commit(entries)
        } catch {
            guard bug == .goesOnAfterError, disk.hasPower else { throw error }
            // The waiters get the error, and the next batch is written over the failed one.
            writer = before
            _ = queue.synced(isMarker: false)
            sent.removeAll { $0.seq <= queue.durableSeq }
            return
        }
        _ = queue.synced(isMarker: false)
        acknowledge(through: queue.durableSeq)
    }

    private mutating func enqueue(_ queue: inout CommitQueue<Int>) throws {
        let byteCount = Int.random(in: 0..<8, using: &random) == 0 ? 9000 : Int.random(in: 0...900, using: &random)
        let payload = JournalFixture.payload(Int.random(in: 0...1_000_000, using: &random), byteCount: byteCount)
        let count = Int.random(in: 1...3, using: &random)
        let (seq, _) = try queue.enqueue(payload: payload, count: count)
        sent.append(TestRecord(seq, count, String(decoding: payload, as: UTF8.self)))
    }

    private mutating func acknowledge(through seq: UInt64) {
        while let first = sent.first, first.seq <= seq {
            acknowledged.append(sent.removeFirst())
        }
    }

    /// A life grows the file, or writes it ahead by some sectors.
    private mutating func settings() -> Journal.Settings {
        var settings = Journal.Settings()
        settings.writesPadding = Bool.random(using: &random)
        settings.padding = Padding.Limits(
            byteCountMin: Int.random(in: 1...3000, using: &random),
            byteCountMax: Int.random(in: 3000...20000, using: &random),
            batchCount: Int.random(in: 1...8, using: &random)
        )
        return settings
    }

    /// Opens the journal and compares the replayed records with the known ones.
    @discardableResult
    private mutating func recover() throws -> RecoveredFile {
        var replayed: [TestRecord] = []
        let careless = CarelessDisk(inner: disk, bug: bug)
        let settings = settings()
        let recovered: RecoveredFile
        do {
            recovered = try JournalFixture.opened(careless, settings: settings).replay { record in
                if record.count > 0 { replayed.append(TestRecord(record)) }
            }.repaired()
        } catch {
            // The sync of a recovery may be the one that fails.
            let hasFault = !disk.hasPower || disk.faults.failingDataSync?.number == disk.counts.dataSyncs
            if !hasFault { complaints.append("refused: \(error)") }
            throw error
        }
        if recovered.recovery.tornByteCount > 0 { tornCount += 1 }
        let known = acknowledged + sent
        if !replayed.starts(with: acknowledged) {
            complaints.append("lost: has \(replayed.count) of \(acknowledged.count)")
        }
        if !known.starts(with: replayed) {
            complaints.append("invented: \(replayed.count) records, \(known.count) sent")
        }
        // Served from here on, so it has to stay.
        acknowledged = replayed
        sent = []
        return recovered
    }
}
