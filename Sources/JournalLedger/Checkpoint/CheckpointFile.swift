import Journal
import PaymentLinks
import Storage
import SystemPackage

/// The index as a file beside the journal, so that a start need not read the journal from its beginning.
///
/// Derived: it may be deleted at any time, and one that is damaged, of another program or of another journal is ignored.
/// It is written under another name and renamed, so under its own name it is always whole, or the remains of a power cut, which
/// the checksum reveals.
///
///     "paylinkd index\n\n" · 8 bytes: length of the preamble · preamble (JSON, padded with spaces to a multiple of 8)
///     · the index · 8 bytes: check sum over everything before
struct CheckpointFile {
    static let name: FilePath.Component = "journal.index"
    private static let newName: FilePath.Component = "journal.index.new"
    static let magic = Array("paylinkd index\n\n".utf8)

    private let directory: FilePath
    private let disk: any Disk

    init(in directory: FilePath, on disk: any Disk) {
        self.directory = directory
        self.disk = disk
    }

    /// Writes an index that accounts for everything up to a record, and puts it in the location of the one before.
    ///
    /// - Throws: `ENOSPC` without writing, unless so many bytes of the file system stay free.
    func write(_ checkpoint: Checkpoint, leaving reserve: Int = 0) throws(SystemCallFailure) {
        let path = directory.appending(Self.newName)
        let file = try disk.open(path, .replace)
        guard try file.freeBytes() - checkpoint.index.encodedByteCount >= reserve else {
            throw SystemCallFailure("fstatvfs", .noSpace)
        }
        do throws(SystemCallFailure) {
            var writer = CheckpointWriter(file)
            try writer.write(Self.magic)
            let preamble = checkpoint.preamble
            try writer.write(preamble.count)
            try writer.write(preamble)
            try checkpoint.index.encode { (bytes) throws(SystemCallFailure) in try writer.write(bytes) }
            try writer.finish()
        } catch {
            // Room is for the journal first.
            try? file.truncate(to: 0)
            throw error
        }
        try disk.rename(path, to: directory.appending(Self.name))
    }

    /// Reads the index that fits a journal; nil without one, whatever the reason.
    func read(journalID: String) -> Checkpoint? {
        guard let file = try? disk.open(directory.appending(Self.name), .read),
            let checkpoint = try? Self.read(file, journalID: journalID)
        else { return nil }
        return checkpoint
    }

    private static func read(_ file: any DiskFile, journalID: String) throws -> Checkpoint? {
        var reader = CheckpointReader(file)
        guard try reader.bytes(count: magic.count) == magic, let length = Int(exactly: try reader.word()),
            (1...4096).contains(length), let preamble = CheckpointPreamble(try reader.bytes(count: length)),
            preamble.journalID == journalID, preamble.layout == LinkIndex.layout,
            var index = try LinkIndex(
                hash: KeyedHash(journalID: journalID),
                decoding: { (bytes) throws(CheckpointReader.Failure) in try reader.fill(&bytes) }
            )
        else { return nil }
        let sum = reader.sum
        guard try reader.word() == sum else { return nil }
        index.complete()
        return Checkpoint(journalID: journalID, index: index, resumePoint: preamble.resumePoint)
    }
}

/// An index, and the last record that it accounts for.
struct Checkpoint: Sendable {
    let journalID: String
    let index: LinkIndex
    let resumePoint: RecordPosition
}

extension LinkIndex {
    /// The bytes that `encode` writes.
    fileprivate var encodedByteCount: Int {
        var byteCount = 0
        encode { byteCount += $0.byteCount }
        return byteCount
    }
}
