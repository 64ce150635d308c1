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
    ///   - createdAt: RFC 3339 in UTC with milliseconds, for the header of a new journal.
    ///   - id: 32 random hexadecimal digits, for the same.
    /// - Throws: `JournalError`, or `RecordedChangeError` for a record that makes no sense.
    package static func open(
        directory: FilePath,
        disk: any Disk = SystemDisk(),
        settings: Journal.Settings = .init(),
        createdAt: String,
        id: String
    ) throws -> JournalLedger {
        let path = directory.appending(Journal.fileName)
        var replayed: ReplayedIndex?
        // The journal tells where records are from its first one on, so it has to know whom.
        let state = NIOLockedValueBox(LedgerState(LinkIndex(hash: KeyedHash(journalID: ""))))
        var settings = settings
        settings.onDurable = { records in
            state.withLockedValue { state in
                for record in records { state.settle(record) }
            }
        }
        let journal = try Journal.open(
            directory: directory,
            disk: disk,
            settings: settings,
            createdAt: createdAt,
            id: id,
            replay: { record in
                if replayed == nil {
                    replayed = ReplayedIndex(
                        journalID: try JournalScanner(path: path, disk: disk).header.id,
                        records: try RecordFile(path: path, disk: disk)
                    )
                }
                try replayed?.fold(record)
            }
        )
        let index = replayed?.index ?? LinkIndex(hash: KeyedHash(journalID: journal.recovery.id))
        state.withLockedValue { $0 = LedgerState(index) }
        return try JournalLedger(state, journal: journal)
    }
}
