package import Storage
package import SystemPackage

extension Journal {
    /// Opens a journal, creating it if there is none, and hands over each record in order.
    ///
    /// On return everything replayed is durable. Blocking, and as long as the journal takes to read: call it at the
    /// start only. Changes nothing when it throws for damage; may be interrupted anywhere and begun again.
    ///
    /// - Parameters:
    ///   - directory: The state directory, created with mode 0700 when missing (its parent must exist).
    ///   - disk: Where it is.
    ///   - settings: Limits, and what to do when the journal fails.
    ///   - createdAt: RFC 3339 in UTC with milliseconds, for the header of a new journal.
    ///   - id: 32 random hexadecimal digits, for the same.
    ///   - resumePoint: Tells, for the journal with an ID, from where on records are handed over; one that does not fit the
    ///     file is passed over, and every record is handed over.
    ///   - replay: Receives each record, commit markers included; the payload is valid for the call, copy what is kept.
    /// - Returns: The open journal, locked against every other process.
    /// - Throws: `JournalError` (`lockHeld`, `damaged`, `unsupportedVersion`, `systemCall`) and what `replay` throws.
    package static func open(
        directory: FilePath,
        disk: any Disk = SystemDisk(),
        settings: Settings = .init(),
        createdAt: String,
        id: String,
        resumePoint: (_ journalID: String) -> ResumePoint? = { _ in nil },
        replay: (JournalRecord) throws -> Void
    ) throws -> Journal {
        let opening = Opening(directory: directory, disk: disk, settings: settings)
        let header = JournalHeader(id: id, createdAt: createdAt)
        let recovered = try opening.run(header: header, resumePoint: resumePoint, replay: replay)
        return try Journal(recovered, settings: settings)
    }
}

/// The steps from a directory to a file that may be written; `proto-docs/journal-format.md` has the cases.
struct Opening {
    let disk: any Disk
    let directory: FilePath
    let path: FilePath
    private let settings: Journal.Settings

    init(directory: FilePath, disk: any Disk, settings: Journal.Settings) {
        self.directory = directory
        self.disk = disk
        self.settings = settings
        path = directory.appending(Journal.fileName)
    }

    func run(
        header: JournalHeader,
        resumePoint: (_ journalID: String) -> ResumePoint? = { _ in nil },
        replay: (JournalRecord) throws -> Void
    ) throws -> RecoveredFile {
        try prepareDirectory()
        let lock = try takeLock()
        guard let file = try openExisting() else { return try create(header, lock: lock, setAside: []) }
        // A process may have died between a rename and the sync that makes it last.
        try attempt { () throws(SystemCallFailure) in try disk.syncDirectory(directory) }
        if let scanner = try resumed(file, resumePoint) {
            return try recover(scanner, file: file, lock: lock, replay: replay)
        }
        try attempt { () throws(SystemCallFailure) in try file.dropCache(from: 0) }
        switch try JournalScanner.begin(path: path, file: file, settings: settings) {
        case .unfinishedCreation(let bytes): return try create(header, lock: lock, setAside: bytes)
        case .journal(let scanner): return try recover(scanner, file: file, lock: lock, replay: replay)
        }
    }

    /// A scanner behind the resumePoint, if there is one and the file has that record.
    private func resumed(
        _ file: any DiskFile,
        _ resumePoint: (_ journalID: String) -> ResumePoint?
    ) throws(JournalError) -> JournalScanner? {
        guard case .journal(let first) = try JournalScanner.begin(path: path, file: file, settings: settings),
            let resumePoint = resumePoint(first.header.id)
        else { return nil }
        // What the cache has of the rest must be what the disk has; in front of it nothing is unproven.
        try attempt { () throws(SystemCallFailure) in try file.dropCache(from: resumePoint.offset) }
        guard case .journal(var scanner) = try JournalScanner.begin(path: path, file: file, settings: settings),
            try scanner.resume(at: resumePoint, in: file)
        else { return nil }
        return scanner
    }

    private func prepareDirectory() throws(JournalError) {
        let parent = directory.removingLastComponent()
        try attempt { () throws(SystemCallFailure) in
            let isNew = try disk.createDirectory(directory)
            do throws(SystemCallFailure) {
                try disk.syncDirectory(parent.isEmpty ? "." : parent)
            } catch  where !isNew && error.error == .permissionDenied {
                // Someone else made the directory, and with it the promise that it stays.
            }
        }
    }

    private func takeLock() throws(JournalError) -> any DiskLock {
        let lockPath = directory.appending(Journal.lockName)
        do {
            return try disk.lock(lockPath)
        } catch {
            throw error.error == .wouldBlock ? .lockHeld(lockPath, error) : .cannotPrepare(lockPath, error)
        }
    }

    private func openExisting() throws(JournalError) -> (any DiskFile)? {
        do {
            return try disk.open(path, .update)
        } catch {
            if error.error == .noSuchFileOrDirectory { return nil }
            throw .cannotRead(path, byte: 0, error)
        }
    }

    /// Puts a new journal in place in one step: whole and synced under another name, then renamed.
    private func create(
        _ header: JournalHeader,
        lock: any DiskLock,
        setAside bytes: [UInt8]
    ) throws(JournalError) -> RecoveredFile {
        let line = header.line()
        let tornFile = try bytes.isEmpty ? nil : keepAside(bytes, nextSeq: 1)
        let file = try attempt { () throws(SystemCallFailure) in
            let newPath = directory.appending("\(Journal.fileName).new")
            let file = try disk.open(newPath, .replace)
            try file.writeWhole(line.bytes.span, at: 0)
            try file.sync()
            try disk.rename(newPath, to: path)
            try disk.syncDirectory(directory)
            return file
        }
        let (named, padding) = try nameAndPadding(of: file)
        var recovery = Journal.Recovery(head: line.hash, id: header.id)
        recovery.wasCreated = true
        recovery.tornByteCount = bytes.count
        recovery.tornFile = tornFile
        return RecoveredFile(
            recovery: recovery,
            named: named,
            lock: lock,
            chain: Chain(headerHash: line.hash),
            byteCount: line.bytes.count,
            padding: padding
        )
    }

    /// What the writer has to know of a file that is now as it should be.
    private func nameAndPadding(of file: any DiskFile) throws(JournalError) -> (NamedFile, Padding) {
        try attempt { () throws(SystemCallFailure) in
            let named = try NamedFile(path, file, on: disk)
            let isWorthwhile = try file.overwritesInPlace() && settings.writesPadding
            return (named, Padding(end: named.openedByteCount, limits: isWorthwhile ? settings.padding : nil))
        }
    }

    private func recover(
        _ scanner: JournalScanner,
        file: any DiskFile,
        lock: any DiskLock,
        replay: (JournalRecord) throws -> Void
    ) throws -> RecoveredFile {
        var scanner = scanner
        let outcome = try scanner.scan(replay)
        var recovery = Journal.Recovery(head: outcome.head, id: scanner.header.id)
        recovery.recordCount = outcome.recordCount
        recovery.lastSeq = outcome.lastSeq
        recovery.wasResumed = scanner.wasResumed
        switch outcome.end {
        case .damaged(let damage, let sentence):
            throw JournalError(.damaged(line: damage.line, byte: damage.byte), sentence)
        case .torn(let damage, let byteCount):
            recovery.endedWithMarker = false
            recovery.tornByteCount = byteCount
            recovery.tornFile = try cutOff(file, at: damage.byte, byteCount, nextSeq: outcome.chain.nextSeq)
        case .whole(let endsWithMarker):
            recovery.endedWithMarker = endsWithMarker
        }
        try proveLastBatch(of: outcome, in: file)
        let (named, padding) = try nameAndPadding(of: file)
        return RecoveredFile(
            recovery: recovery,
            named: named,
            lock: lock,
            chain: outcome.chain,
            byteCount: outcome.byteCount,
            padding: padding
        )
    }
}
