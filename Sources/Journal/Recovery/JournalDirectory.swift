import Storage
internal import SystemPackage

/// The state directory as far as the journal is concerned: its names, its lock, and files that appear whole.
struct JournalDirectory: Sendable {
    let path: FilePath
    let disk: any Disk

    /// The journal's file.
    var journal: FilePath { path.appending(Journal.fileName) }

    /// Makes the directory if there is none, and its name durable.
    func prepare() throws(JournalError) {
        let parent = path.removingLastComponent()
        try attempt { () throws(SystemCallFailure) in
            let isNew = try disk.createDirectory(path)
            do throws(SystemCallFailure) {
                try disk.syncDirectory(parent.isEmpty ? "." : parent)
            } catch  where !isNew && error.error == .permissionDenied {
                // Someone else made the directory, and with it the promise that it stays.
            }
        }
    }

    func takeLock() throws(JournalError) -> any DiskLock {
        let lockPath = path.appending(Journal.lockName)
        do {
            return try disk.lock(lockPath)
        } catch {
            throw error.error == .wouldBlock ? .lockHeld(lockPath, error) : .cannotPrepare(lockPath, error)
        }
    }

    /// Opens and locks the journal's file; `nil` if there is none.
    ///
    /// The lock file can be deleted, and a second process would make another one. The lock on the file itself stays.
    func openFile() throws(JournalError) -> (file: any DiskFile, lock: any DiskLock)? {
        let file: any DiskFile
        do {
            file = try disk.open(journal, .update)
        } catch {
            if error.error == .noSuchFileOrDirectory { return nil }
            throw .cannotRead(journal, byte: 0, error)
        }
        // A process may have died between a rename and the sync that makes it last.
        try attempt { () throws(SystemCallFailure) in try disk.syncDirectory(path) }
        return (file, try lock(file))
    }

    private func lock(_ file: any DiskFile) throws(JournalError) -> any DiskLock {
        do {
            return try file.lock()
        } catch {
            throw error.error == .wouldBlock ? .lockHeld(journal, error) : .cannotPrepare(journal, error)
        }
    }

    /// A file that is only there when there was a journal; `nil` in a directory that is new.
    ///
    /// The lock, and a journal that is not yet in place, come first of all. Everything else comes after a journal. A name
    /// that leads to no file is a link, such as one to a disk that is not mounted.
    func relic() throws(JournalError) -> String? {
        let first = [Journal.lockName.string, Self.newName]
        return try attempt { () throws(SystemCallFailure) in
            try disk.names(in: path).filter { $0.hasPrefix("journal.") && !first.contains($0) }.min()
        }
    }

    private static let newName = "\(Journal.fileName).new"

    /// Puts a new journal in place in one step: whole and synced under another name, then renamed.
    func create(_ header: JournalHeader) throws(JournalError) -> (file: any DiskFile, lock: any DiskLock) {
        let line = header.line().bytes
        return try attempt { () throws(SystemCallFailure) in
            let newPath = path.appending(Self.newName)
            let file = try disk.open(newPath, .replace)
            let lock = try file.lock()
            try file.writeWhole(line.span, at: 0)
            try file.sync()
            try disk.rename(newPath, to: journal)
            try disk.syncDirectory(path)
            return (file, lock)
        }
    }

    /// Writes bytes to the first free name `journal.jsonl.torn-<nextSeq>-<number>`.
    func keepAside(_ bytes: [UInt8], nextSeq: UInt64) throws(JournalError) -> FilePath {
        try attempt { () throws(SystemCallFailure) in
            let (tornPath, file) = try createTornFile(nextSeq: nextSeq)
            try file.writeWhole(bytes.span, at: 0)
            try file.sync()
            try disk.syncDirectory(path)
            return tornPath
        }
    }

    private func createTornFile(nextSeq: UInt64) throws(SystemCallFailure) -> (FilePath, any DiskFile) {
        for number in 1..<Self.tornFileCountMax {
            let tornPath = path.appending("\(Journal.fileName).torn-\(nextSeq)-\(number)")
            do throws(SystemCallFailure) {
                return (tornPath, try disk.open(tornPath, .create))
            } catch  where error.error == .fileExists {
                continue
            }
        }
        throw SystemCallFailure("open", .fileExists)
    }

    /// More interrupted attempts at one and the same number than any operator would let pass.
    private static let tornFileCountMax = 1000

    /// Runs system calls on the journal's files.
    func attempt<Result>(_ body: () throws(SystemCallFailure) -> Result) throws(JournalError) -> Result {
        do {
            return try body()
        } catch {
            throw .cannotPrepare(journal, error)
        }
    }
}
