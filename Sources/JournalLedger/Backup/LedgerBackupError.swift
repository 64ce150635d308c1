package import Storage
package import SystemPackage

/// The reason why there is no backup, in one sentence.
package enum LedgerBackupError: Error, CustomStringConvertible {
    case notEmpty(FilePath)
    case damaged(String)
    case differs(FilePath)
    case cannotWrite(FilePath, SystemCallFailure)

    package var description: String {
        switch self {
        case .notEmpty(let path): "\(path) is not empty; name a directory that is not there yet."
        case .damaged(let sentence): sentence
        case .differs(let path):
            "\(path) was not written as it was read; check the disk, and make the backup on another one."
        case .cannotWrite(let path, let failure) where failure.error == .noSuchFileOrDirectory:
            "Could not write \(path), so there is no backup; make \(path.removingLastComponent()) first. (\(failure))"
        case .cannotWrite(let path, let failure) where failure.error == .permissionDenied:
            "Could not write \(path), so there is no backup; run this as root, or name another directory. (\(failure))"
        case .cannotWrite(let path, let failure): "Could not write \(path), so there is no backup. (\(failure))"
        }
    }
}
