package import SystemPackage

/// A file system's namespace, as far as the journal needs it.
///
/// The seam is as thin as the system calls below it: nothing is retried, buffered or hidden, so that a double can
/// fail at every call the real disk can fail at. A new name is durable only once `syncDirectory` returned.
package protocol Disk: Sendable {
    /// Makes a directory only its owner can enter (mode 0700); false when something of that name exists already.
    func createDirectory(_ path: FilePath) throws(SystemCallFailure) -> Bool

    /// Opens a file in the given way; a file that is missing fails with `ENOENT` unless the way creates it.
    ///
    /// Never waits: what is no regular file, such as a pipe without a writer, fails with `ESPIPE`.
    func open(_ path: FilePath, _ access: DiskAccess) throws(SystemCallFailure) -> any DiskFile

    /// Replaces `target` by `source` in one step; durable after the directory's sync.
    func rename(_ source: FilePath, to target: FilePath) throws(SystemCallFailure)

    /// The file that the name leads to now, stat(2).
    func status(of path: FilePath) throws(SystemCallFailure) -> FileStatus

    /// The names in a directory, in no order, readdir(3).
    func names(in directory: FilePath) throws(SystemCallFailure) -> [String]

    /// Makes creations and renames inside a directory durable, fsync(2) of the directory.
    func syncDirectory(_ path: FilePath) throws(SystemCallFailure)

    /// Takes the exclusive lock of a lock file, which is created when missing and never replaced.
    ///
    /// Never waits: `EWOULDBLOCK` when another process holds it. Released when the returned value goes away.
    func lock(_ path: FilePath) throws(SystemCallFailure) -> any DiskLock
}

/// How a file is opened.
package enum DiskAccess: Sendable {
    /// An existing file, to be read only.
    case read
    /// An existing file, to be read and written.
    case update
    /// A new, empty file (mode 0600); `EEXIST` when the name is taken.
    case create
    /// A new or emptied file (mode 0600).
    case replace
}

/// A held lock, released when the last reference goes away.
package protocol DiskLock: AnyObject, Sendable {}
