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
    ///   - disk: The file system that it is on.
    ///   - settings: The journal's limits, and what to do when it fails.
    ///   - vault: The keys of personal data, not begun.
    ///   - checkpoints: How often the index is kept beside the journal.
    ///   - createdAt: RFC 3339 in UTC with milliseconds, for the header of a new journal.
    ///   - id: 32 random hexadecimal digits, for the same.
    ///   - onUnreadable: Called once for each record that can't be read back later, with a sentence; must not block.
    ///   - onProgress: Called after each 65,536 records that are read, with their number so far.
    /// - Returns: The ledger, to be closed by the caller, and what the start found of the keys.
    /// - Throws: `JournalError`, or `RecordedChangeError` for a record that makes no sense.
    package static func open(
        directory: FilePath,
        disk: any Disk = SystemDisk(),
        settings: Journal.Settings = .init(),
        vault: KeyVault,
        checkpoints: CheckpointPace = .init(),
        createdAt: String,
        id: String,
        onUnreadable: @escaping @Sendable (String) -> Void = { _ in },
        onProgress: (Int) -> Void = { _ in }
    ) throws -> (ledger: JournalLedger, keys: KeyVault.Report) {
        var opened = try Journal.open(
            directory: directory,
            disk: disk,
            settings: settings,
            createdAt: createdAt,
            id: id
        )
        let file = CheckpointFile(in: directory, on: disk)
        var index = try firstIndex(&opened, file)
        let journalID = opened.header.id
        var readCount = 0
        let replayed = try opened.replay { record in
            readCount += 1
            if readCount.isMultiple(of: 1 << 16) { onProgress(readCount) }
            try index.fold(record)
        }
        let state = NIOLockedValueBox(LedgerState(consume index))
        let checkpointer = try Checkpointer(
            file,
            journalID: journalID,
            checkpoints,
            state,
            reserve: settings.freeBytesReserve
        )
        let listeners = Listeners()
        let journal = try replayed.start(beforeCommit: vault.keepFile) { records in
            state.withLockedValue { state in
                for record in records { state.markDurable(record) }
                checkpointer.look(at: &state)
            }
            listeners.notify()
        }
        // Behind the repair: a key is destroyed only for an event that is durable.
        let keyUsage = state.withLockedValue { $0.index.keyUsage }
        let keys = try vault.begin(KeyVault.Use(keyUsage))
        let unreadable = UnreadableRecords(onFirst: onUnreadable)
        return (try JournalLedger(state, journal: journal, checkpointer, listeners, vault, unreadable), keys)
    }

    /// The index of the checkpoint, if the journal has the record that it ends with; else an empty one.
    ///
    /// A function of its own, so that no other reference to the index is left: it grows in place.
    private static func firstIndex(_ opened: inout OpenedJournal, _ file: CheckpointFile) throws -> ReplayedIndex {
        let journalID = opened.header.id
        guard let checkpoint = file.read(journalID: journalID), try opened.resume(behind: checkpoint.resumePoint) else {
            return ReplayedIndex(journalID: journalID, records: opened.records)
        }
        return ReplayedIndex(checkpoint, records: opened.records)
    }
}

extension LedgerState {
    fileprivate init(_ replayed: consuming ReplayedIndex) {
        let (resumePoint, checkpointEnd) = (replayed.resumePoint, replayed.checkpointEnd)
        self.init(replayed.index, resumePoint: resumePoint, checkpointEnd: checkpointEnd)
    }
}
