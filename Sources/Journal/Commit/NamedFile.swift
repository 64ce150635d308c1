import Storage
internal import SystemPackage

/// The open journal and the name it has to keep.
///
/// Another program may rename, replace or cut off the file under a running daemon: log rotation, an editor, a copy that
/// is restored too early. Records would then be acknowledged that no start ever finds.
struct NamedFile: Sendable {
    let path: FilePath
    let file: any DiskFile
    private let disk: any Disk
    private let opened: FileStatus

    /// The file's length when it was opened.
    var openedByteCount: Int { opened.byteCount }

    /// Remembers which file `path` leads to, `file` being that one.
    init(_ path: FilePath, _ file: any DiskFile, on disk: any Disk) throws(SystemCallFailure) {
        self.path = path
        self.file = file
        self.disk = disk
        opened = try file.status()
    }

    /// True when the name still leads to the open file and nothing of its first `byteCount` bytes was cut off.
    ///
    /// One stat(2). To be asked before a write: afterwards a file that was cut off has its length again, with a hole.
    func isInPlace(byteCount: Int) throws(SystemCallFailure) -> Bool {
        let found: FileStatus
        do {
            found = try disk.status(of: path)
        } catch {
            switch error.error {
            case .noSuchFileOrDirectory: return false
            // Nothing is written yet, so a lack of memory ends nothing; the next batch looks at the name again.
            case .noMemory: return try file.status().byteCount >= byteCount
            default: throw error
            }
        }
        return found.inode == opened.inode && found.device == opened.device && found.byteCount >= byteCount
    }
}
