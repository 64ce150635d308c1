package import Journal
import KeyVault
package import Storage
package import SystemPackage

/// A complete and verified copy of a state directory, made from its files beside the daemon that owns them.
///
/// Takes no lock and changes nothing of the state directory. The keys are copied first, so that they open every customer of
/// the journal's copy, which ends with a record that is durable.
package struct LedgerBackup: Sendable {
    /// The records of the copy, commit markers included.
    package let recordCount: Int
    package let lastSeq: UInt64
    /// The hash of the copy's last line.
    package let head: RecordHash
    package let byteCount: Int
    package let linkCount: Int
    /// False where the state directory has no file of keys.
    package let hasKeys: Bool
    /// Whether the keys of some customers in the journal are not in the file of keys.
    package let lacksSomeKeys: Bool

    /// Copies a state directory into another one, which is made, or is empty.
    ///
    /// - Parameters:
    ///   - state: The state directory.
    ///   - directory: The new directory; the one above it must exist.
    ///   - disk: The file system of both.
    /// - Throws: `LedgerBackupError`, `JournalError`, `KeyVaultError` or `RecordedChangeError`; whatever was copied until then
    ///   is not taken for a journal.
    package init(of state: FilePath, in directory: FilePath, disk: any Disk = SystemDisk()) throws {
        let journal = state.appending(Journal.fileName)
        let source = try VerifiedJournal(journal, disk)
        // Read from the system's memory, so it may be newer than the disk.
        try source.records.sync()
        try Self.prepare(directory, disk)
        let tree = try KeyVault.copyFile(from: state, to: directory, disk: disk)
        let copy = try Self.copy(source, to: directory, disk)
        recordCount = copy.outcome.recordCount
        lastSeq = copy.outcome.lastSeq
        head = copy.outcome.head
        byteCount = copy.outcome.byteCount
        linkCount = copy.index.linkCount
        hasKeys = tree != nil
        lacksSomeKeys = copy.index.keyUsage.highest.keys.contains { $0 != tree }
    }

    private static func prepare(_ directory: FilePath, _ disk: any Disk) throws {
        let isEmpty = try attempt(directory) {
            let isNew = try disk.createDirectory(directory)
            let parent = directory.removingLastComponent()
            if isNew { try disk.syncDirectory(parent.isEmpty ? "." : parent) }
            return try isNew || disk.names(in: directory).isEmpty
        }
        guard isEmpty else { throw LedgerBackupError.notEmpty(directory) }
    }

    /// Copies the journal under another name, reads the copy back and verifies it, then gives it its name.
    private static func copy(
        _ source: VerifiedJournal,
        to directory: FilePath,
        _ disk: any Disk
    ) throws -> VerifiedJournal {
        let newPath = directory.appending("\(Journal.fileName).new")
        try attempt(newPath) {
            let file = try disk.open(newPath, .create)
            try source.write(to: file)
            try file.sync()
        }
        let copy = try VerifiedJournal(newPath, disk)
        guard copy.outcome.head == source.outcome.head, copy.outcome.byteCount == source.outcome.byteCount else {
            throw LedgerBackupError.differs(newPath)
        }
        try attempt(newPath) {
            try disk.rename(newPath, to: directory.appending(Journal.fileName))
            try disk.syncDirectory(directory)
        }
        return copy
    }

    private static func attempt<Result>(_ path: FilePath, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let failure as SystemCallFailure {
            throw LedgerBackupError.cannotWrite(path, failure)
        }
    }
}

/// A journal whose every line was verified, up to its last whole record.
private struct VerifiedJournal {
    let records: RecordFile
    let outcome: JournalScanner.Outcome
    let index: LinkIndex

    private static let pieceByteCount = 1 << 20

    init(_ path: FilePath, _ disk: any Disk) throws {
        var scanner = try JournalScanner(path: path, disk: disk)
        var replayed = ReplayedIndex(journalID: scanner.header.id, records: scanner.records, isStrict: true)
        let outcome = try scanner.scan { try replayed.fold($0) }
        if case .damaged(_, let sentence) = outcome.end { throw LedgerBackupError.damaged(sentence) }
        records = scanner.records
        self.outcome = outcome
        index = replayed.index
    }

    /// Writes the verified bytes: durable ones never change, so a second reading has the same.
    func write(to file: any DiskFile) throws {
        var offset = 0
        while offset < outcome.byteCount {
            let count = min(Self.pieceByteCount, outcome.byteCount - offset)
            let bytes = try records.bytes(at: offset, length: count)
            if bytes.isEmpty { return }
            try file.writeWhole(bytes.span, at: offset)
            offset += bytes.count
        }
    }
}
