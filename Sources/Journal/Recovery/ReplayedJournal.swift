import Storage
internal import SystemPackage

/// A journal that was read and verified to its end; still locked, and still unchanged.
package struct ReplayedJournal: ~Copyable {
    private let directory: JournalDirectory
    private let settings: Journal.Settings
    private let locks: [any DiskLock]
    private let file: any DiskFile
    private let outcome: JournalScanner.Outcome
    private var recovery: Journal.Recovery

    init(
        _ directory: JournalDirectory,
        _ settings: Journal.Settings,
        _ locks: [any DiskLock],
        _ file: any DiskFile,
        _ outcome: JournalScanner.Outcome,
        _ recovery: Journal.Recovery
    ) {
        self.directory = directory
        self.settings = settings
        self.locks = locks
        self.file = file
        self.outcome = outcome
        self.recovery = recovery
    }

    /// Repairs the end, makes all that was replayed durable, and opens the journal for appending.
    ///
    /// - Parameters:
    ///   - beforeCommit: Called on the commit thread before each write; an error of it fails the batch, and ends the journal.
    ///   - onDurable: Called for each batch, after its sync and before any waiter is resumed, where `complete` runs it.
    ///   Gets the batch's records in order, without commit markers. Its time is added to every answer. Must not call `close`.
    /// - Returns: The journal, still locked.
    /// - Throws: `systemCall`.
    package consuming func start(
        beforeCommit: @escaping @Sendable () throws -> Void = {},
        onDurable: @escaping @Sendable ([DurableRecord]) -> Void = { _ in }
    ) throws(JournalError) -> Journal {
        let settings = settings
        return try Journal(repaired(), settings: settings, beforeCommit: beforeCommit, onDurable: onDurable)
    }

    /// Cuts a torn end off, proves the last batch, and syncs; in this order, and each step before the next.
    consuming func repaired() throws(JournalError) -> RecoveredFile {
        recovery.recordCount = outcome.recordCount
        recovery.lastSeq = outcome.lastSeq
        recovery.head = outcome.head
        switch outcome.end {
        case .damaged: preconditionFailure("damage ends the replay")
        case .torn(let damage, let byteCount):
            recovery.endedWithMarker = false
            recovery.tornByteCount = byteCount
            recovery.tornFile = try cutOff(at: damage.byte, byteCount)
        case .whole(let endsWithMarker):
            recovery.endedWithMarker = endsWithMarker
        }
        try proveLastBatch()
        let (named, padding) = try nameAndPadding()
        return RecoveredFile(
            recovery: recovery,
            named: named,
            locks: locks,
            chain: outcome.chain,
            byteCount: outcome.byteCount,
            padding: padding
        )
    }

    /// Keeps the torn bytes in a file of their own, then cuts them off; each step is synced before the next.
    private func cutOff(at offset: Int, _ byteCount: Int) throws(JournalError) -> FilePath {
        let tail = try directory.attempt { () throws(SystemCallFailure) in
            try Tail.read(file, from: offset, byteCountMax: byteCount)
        }
        let kept = try directory.keepAside(tail.bytes, nextSeq: outcome.chain.nextSeq)
        try directory.attempt { () throws(SystemCallFailure) in
            try file.truncate(to: offset)
            try file.sync()
        }
        return kept
    }

    /// Makes everything durable that is there: writes the bytes of the last batch once more where they are, and syncs.
    ///
    /// After a failed sync the page cache may show bytes that the disk never got, and go on showing them to a new
    /// process. Written again they are dirty again, and the sync means what it says.
    private func proveLastBatch() throws(JournalError) {
        if let (offset, chain) = outcome.lastBatch { try rewrite(from: offset, behind: chain) }
        // Not fdatasync(2), which need not make a file shorter: an earlier start may have cut a torn end off and died
        // before that was durable, and the old end would come back behind what is written from here on.
        try directory.attempt { () throws(SystemCallFailure) in try file.sync() }
    }

    private func rewrite(from offset: Int, behind chain: Chain) throws(JournalError) {
        let byteCount = outcome.byteCount - offset
        var bytes = try directory.attempt { () throws(SystemCallFailure) in
            try file.bytes(at: offset, count: byteCount)
        }
        if outcome.lacksNewline, bytes.count == byteCount - 1 { bytes.append(UInt8(ascii: "\n")) }
        // The bytes come from the disk a second time, and what is written must be what was verified.
        guard chain.afterLines(bytes) == outcome.chain else {
            throw .cannotRead(directory.journal, byte: offset, SystemCallFailure("pread", .ioError))
        }
        try directory.attempt { () throws(SystemCallFailure) in try file.writeWhole(bytes.span, at: offset) }
    }

    /// The file with its name and its padding, for the writer.
    private func nameAndPadding() throws(JournalError) -> (NamedFile, Padding) {
        try directory.attempt { () throws(SystemCallFailure) in
            let named = try NamedFile(directory.journal, file, on: directory.disk)
            let isWorthwhile = try file.overwritesInPlace() && settings.writesPadding
            return (named, Padding(end: named.openedByteCount, limits: isWorthwhile ? settings.padding : nil))
        }
    }
}
