package import Journal
import NIOConcurrencyHelpers
import PaymentLinks
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
        vault: Vault,
        checkpoints: CheckpointPace = .init(),
        createdAt: String,
        id: String
    ) throws -> (ledger: JournalLedger, keys: Vault.Report) {
        // The journal tells where records are from its first one on, so it has to know whom.
        let state = NIOLockedValueBox(LedgerState(LinkIndex(hash: KeyedHash(journalID: ""))))
        let checkpointer = NIOLockedValueBox<Checkpointer?>(nil)
        let listeners = Listeners()
        var settings = settings
        settings.onDurable = { records in
            let checkpointer = checkpointer.withLockedValue { $0 }
            state.withLockedValue { state in
                for record in records { state.settle(record) }
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
            bookmark: { start.begin(file.read(journalID: $0)) },
            replay: { try start.fold($0) }
        )
        let found = start.finish(journal.recovery)
        let keys = try vault.begin(Vault.Use(found.index.seals, after: journal.recovery))
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
    private var bookmark: Bookmark?
    private var checkpointEnd = 0

    init(path: FilePath, disk: any Disk) {
        self.path = path
        self.disk = disk
    }

    /// Takes the checkpoint that may be gone on from.
    mutating func begin(_ checkpoint: Checkpoint?) -> Bookmark? {
        self.checkpoint = checkpoint
        return checkpoint?.bookmark
    }

    mutating func fold(_ record: JournalRecord) throws {
        if replayed == nil {
            replayed = try firstIndex(isFromBeginning: record.line == 2)
            // Nobody else may hold the arrays that grow from now on.
            checkpoint = nil
        }
        try replayed?.fold(record)
        if record.count > 0 { bookmark = record.bookmark }
    }

    /// What the start found; a checkpoint that did not fit the journal is left out.
    func finish(_ recovery: Journal.Recovery) -> LedgerState {
        if let replayed { return LedgerState(replayed.index, bookmark: bookmark, checkpointEnd: checkpointEnd) }
        guard recovery.wasResumed, let checkpoint else {
            return LedgerState(LinkIndex(hash: KeyedHash(journalID: recovery.id)))
        }
        let bookmark = checkpoint.bookmark
        return LedgerState(checkpoint.index, bookmark: bookmark, checkpointEnd: bookmark.end)
    }

    private mutating func firstIndex(isFromBeginning: Bool) throws -> ReplayedIndex {
        let records = try RecordFile(path: path, disk: disk)
        guard !isFromBeginning, let checkpoint else {
            return ReplayedIndex(journalID: try JournalScanner(path: path, disk: disk).header.id, records: records)
        }
        checkpointEnd = checkpoint.bookmark.end
        bookmark = checkpoint.bookmark
        return ReplayedIndex(checkpoint.index, loader: LinkLoader(records, opening: nil))
    }
}
