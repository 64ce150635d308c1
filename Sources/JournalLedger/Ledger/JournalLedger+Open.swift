package import Journal
package import KeyVault
import NIOConcurrencyHelpers
import PaymentLinks
package import Storage
package import SystemPackage

extension JournalLedger {
    /// Opens the journal of a state directory, which is made if there is none, and indexes what it says.
    ///
    /// Blocking, at the start only. On return everything indexed is durable.
    ///
    /// - Parameters:
    ///   - directory: The state directory.
    ///   - disk: Where it is.
    ///   - settings: The journal's limits, and what to do when it fails.
    ///   - vault: The keys of personal data, read and not begun.
    ///   - checkpoints: How often the index is kept beside the journal.
    ///   - createdAt: RFC 3339 in UTC with milliseconds, for the header of a new journal.
    ///   - id: 32 random hexadecimal digits, for the same.
    /// - Returns: The ledger, to be closed by whoever opened it, and what became of the keys.
    /// - Throws: `JournalError`, or `RecordedChangeError` for a record that makes no sense.
    package static func open(
        directory: FilePath,
        disk: any Disk = SystemDisk(),
        settings: Journal.Settings = .init(),
        vault: KeyVault,
        checkpoints: CheckpointPace = .init(),
        createdAt: String,
        id: String
    ) throws -> (ledger: JournalLedger, keys: KeyVault.Report) {
        // The journal tells where records are from its first one on, so it has to know whom.
        let state = NIOLockedValueBox(LedgerState(LinkIndex(hash: KeyedHash(journalID: ""))))
        let checkpointer = NIOLockedValueBox<Checkpointer?>(nil)
        let listeners = Listeners()
        var settings = settings
        settings.onDurable = { records in
            let checkpointer = checkpointer.withLockedValue { $0 }
            state.withLockedValue { state in
                for record in records { state.markDurable(record) }
                checkpointer?.look(at: &state)
            }
            listeners.notify()
        }
        let file = CheckpointFile(in: directory, on: disk)
        var start = IndexedStart(path: directory.appending(Journal.fileName), disk: disk)
        let journal = try Journal.open(
            directory: directory,
            disk: disk,
            settings: settings,
            createdAt: createdAt,
            id: id,
            resumePoint: { start.begin(file.read(journalID: $0)) },
            replay: { try start.fold($0) }
        )
        let found = start.finish(journal.recovery)
        let keys = try vault.begin(KeyVault.Use(found.index.keyUsage, after: journal.recovery))
        state.withLockedValue { $0 = found }
        let writer = try Checkpointer(file, journalID: journal.recovery.id, checkpoints, state)
        checkpointer.withLockedValue { $0 = writer }
        return (try JournalLedger(state, journal: journal, writer, listeners, vault), keys)
    }
}

/// The index while a start puts it together, from a checkpoint or from nothing.
private struct IndexedStart {
    let path: FilePath
    let disk: any Disk
    private var checkpoint: Checkpoint?
    private var replayed: ReplayedIndex?
    private var resumePoint: ResumePoint?
    private var checkpointEnd = 0

    init(path: FilePath, disk: any Disk) {
        self.path = path
        self.disk = disk
    }

    /// Takes the checkpoint that may be gone on from.
    mutating func begin(_ checkpoint: Checkpoint?) -> ResumePoint? {
        self.checkpoint = checkpoint
        return checkpoint?.resumePoint
    }

    mutating func fold(_ record: JournalRecord) throws {
        if replayed == nil {
            replayed = try firstIndex(isFromBeginning: record.line == 2)
            // Nobody else may hold the arrays that grow from now on.
            checkpoint = nil
        }
        try replayed?.fold(record)
        if record.count > 0 { resumePoint = record.resumePoint }
    }

    /// What the start found; a checkpoint that did not fit the journal is left out.
    func finish(_ recovery: Journal.Recovery) -> LedgerState {
        if let replayed { return LedgerState(replayed.index, resumePoint: resumePoint, checkpointEnd: checkpointEnd) }
        guard recovery.wasResumed, let checkpoint else {
            return LedgerState(LinkIndex(hash: KeyedHash(journalID: recovery.id)))
        }
        let resumePoint = checkpoint.resumePoint
        return LedgerState(checkpoint.index, resumePoint: resumePoint, checkpointEnd: resumePoint.end)
    }

    private mutating func firstIndex(isFromBeginning: Bool) throws -> ReplayedIndex {
        let records = try RecordFile(path: path, disk: disk)
        guard !isFromBeginning, let checkpoint else {
            return ReplayedIndex(journalID: try JournalScanner(path: path, disk: disk).header.id, records: records)
        }
        checkpointEnd = checkpoint.resumePoint.end
        resumePoint = checkpoint.resumePoint
        return ReplayedIndex(checkpoint.index, loader: LinkLoader(records, opening: nil))
    }
}
