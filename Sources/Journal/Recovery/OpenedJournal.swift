package import Storage
package import SystemPackage

extension Journal {
    /// Opens and locks the journal of a directory, and reads its header; in a new directory a journal is created.
    ///
    /// Blocking; call it at the start only. May be interrupted anywhere and begun again.
    ///
    /// - Parameters:
    ///   - directory: The state directory, created with mode 0700 when missing (its parent must exist).
    ///   - disk: The file system that it is on.
    ///   - settings: Limits, and what to do when the journal fails.
    ///   - createdAt: RFC 3339 in UTC with milliseconds, for the header of a new journal.
    ///   - id: 32 random hexadecimal digits, for the same.
    /// - Returns: The journal, locked.
    /// - Throws: `lockHeld`, `missing`, `damaged`, `unsupportedVersion` or `systemCall`.
    package static func open(
        directory: FilePath,
        disk: any Disk = SystemDisk(),
        settings: Settings = .init(),
        createdAt: String,
        id: String
    ) throws(JournalError) -> OpenedJournal {
        let directory = JournalDirectory(path: directory, disk: disk)
        try directory.prepare()
        let lock = try directory.takeLock()
        var opened = try directory.openFile()
        let isNew = opened == nil
        if isNew {
            if let relic = try directory.relic() { throw .missing(directory.journal, relic: relic) }
            opened = try directory.create(JournalHeader(id: id, createdAt: createdAt))
        }
        guard let (file, fileLock) = opened else { preconditionFailure("a journal is there or was created") }
        let scanner = try JournalScanner(path: directory.journal, file: file, settings: settings)
        var recovery = Recovery(id: scanner.header.id)
        recovery.wasCreated = isNew
        return OpenedJournal(directory, settings, [lock, fileLock], file, scanner, recovery)
    }
}

/// A journal in read mode: locked, its header read, nothing of it changed.
///
/// The locks are released with the value, unless `replay` hands them on.
package struct OpenedJournal: ~Copyable {
    private let directory: JournalDirectory
    private let settings: Journal.Settings
    private let locks: [any DiskLock]
    private let file: any DiskFile
    private var scanner: JournalScanner
    private var recovery: Journal.Recovery

    fileprivate init(
        _ directory: JournalDirectory,
        _ settings: Journal.Settings,
        _ locks: [any DiskLock],
        _ file: any DiskFile,
        _ scanner: JournalScanner,
        _ recovery: Journal.Recovery
    ) {
        self.directory = directory
        self.settings = settings
        self.locks = locks
        self.file = file
        self.scanner = scanner
        self.recovery = recovery
    }

    /// The header's members.
    package var header: JournalHeader { scanner.header }

    /// The file, to read records from that `replay` has handed over.
    package var records: RecordFile { scanner.records }

    /// Takes a position to resume from: `replay` then begins behind that record.
    ///
    /// - Returns: False, with every record still to be replayed, when the file does not have that record there.
    package mutating func resume(behind position: RecordPosition) throws(JournalError) -> Bool {
        // What the cache has of the rest must be what the disk has; in front of it nothing is unproven.
        try dropCache(from: position.offset)
        recovery.wasResumed = try scanner.resume(behind: position)
        return recovery.wasResumed
    }

    /// Verifies the rest of the journal, and hands over each record in order, commit markers included.
    ///
    /// As long as the journal takes to read. Changes nothing.
    ///
    /// - Parameter body: Receives a record; its payload is valid for the call, copy what is kept.
    /// - Returns: The journal, still locked.
    /// - Throws: `damaged` or `systemCall`, and whatever `body` throws.
    package consuming func replay(_ body: (JournalRecord) throws -> Void) throws -> ReplayedJournal {
        var scanner = scanner
        if !recovery.wasResumed {
            try dropCache(from: 0)
            scanner.rewind()
        }
        let outcome = try scanner.scan(body)
        if case .damaged(let damage, let sentence) = outcome.end {
            throw JournalError(.damaged(line: damage.line, byte: damage.byte), sentence)
        }
        return ReplayedJournal(directory, settings, locks, file, outcome, recovery)
    }

    private func dropCache(from offset: Int) throws(JournalError) {
        try directory.attempt { () throws(SystemCallFailure) in try file.dropCache(from: offset) }
    }
}
