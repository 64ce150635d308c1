package import SystemPackage

/// What the journal asks of a file system's namespace.
///
/// The seam is as thin as the system calls below it: nothing is retried, buffered or hidden, so that a double can
/// fail at every call the real disk can fail at. A new name is durable only once `syncDirectory` returned.
package protocol Disk: Sendable {
    /// Makes a directory only its owner can enter (mode 0700); false when something of that name exists already.
    func createDirectory(_ path: FilePath) throws(SystemCallFailure) -> Bool

    /// Opens a file in the given way; a file that is missing fails with `ENOENT` unless the way creates it.
    func open(_ path: FilePath, _ access: DiskAccess) throws(SystemCallFailure) -> any DiskFile

    /// Replaces `target` by `source` in one step; durable after the directory's sync.
    func rename(_ source: FilePath, to target: FilePath) throws(SystemCallFailure)

    /// What the name leads to now, stat(2).
    func status(of path: FilePath) throws(SystemCallFailure) -> FileStatus

    /// Makes creations and renames inside a directory durable, fsync(2) of the directory.
    func syncDirectory(_ path: FilePath) throws(SystemCallFailure)

    /// Takes the exclusive lock of a lock file, which is created when missing and never replaced.
    ///
    /// Never waits: `EWOULDBLOCK` when someone else holds it. Released when the returned value goes away.
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

/// Which file it is, and how long.
package struct FileStatus: Sendable, Equatable {
    /// The file's number, unique in its file system as long as the file is open.
    package let inode: UInt64
    /// The number of its file system.
    package let device: UInt64
    /// Its size in bytes.
    package let byteCount: Int

    /// What stat(2) tells.
    package init(inode: UInt64, device: UInt64, byteCount: Int) {
        self.inode = inode
        self.device = device
        self.byteCount = byteCount
    }
}

/// An open file, addressed by byte offset; it has no position of its own.
package protocol DiskFile: Sendable {
    /// Fills the buffer from `index` on with the bytes at `offset`, pread(2).
    ///
    /// The count may be short; 0 is the end of the file, provided that the buffer has room.
    func read(
        into buffer: inout MutableSpan<UInt8>,
        from index: Int,
        at offset: Int
    ) throws(SystemCallFailure) -> Int

    /// Fills the buffer like `read`, but only from memory, preadv2(2) with `RWF_NOWAIT`.
    ///
    /// Never waits for the device, so an event loop may call it. The count may be short for want of the rest.
    ///
    /// - Returns: `nil` when the first byte is not in memory, or when the system can't tell.
    func readCached(
        into buffer: inout MutableSpan<UInt8>,
        at offset: Int
    ) throws(SystemCallFailure) -> Int?

    /// Writes from the front of `bytes` at `offset`, pwrite(2); the count may be short.
    func write(_ bytes: Span<UInt8>, at offset: Int) throws(SystemCallFailure) -> Int

    /// Makes everything written so far durable, and the size needed to read it back, fdatasync(2).
    ///
    /// After a failure the file's state is unknown and a second call proves nothing: never call it again.
    func syncData() throws(SystemCallFailure)

    /// Makes data and metadata durable, fsync(2).
    func sync() throws(SystemCallFailure)

    /// Cuts the file off, ftruncate(2).
    func truncate(to size: Int) throws(SystemCallFailure)

    /// Which file this is and how long, fstat(2).
    func status() throws(SystemCallFailure) -> FileStatus

    /// Bytes of the file system that this process may still fill, fstatvfs(3).
    func freeBytes() throws(SystemCallFailure) -> Int

    /// False when the file system puts what is written over other bytes somewhere else, as btrfs does; fstatfs(2).
    func overwritesInPlace() throws(SystemCallFailure) -> Bool

    /// Asks the system to forget its cached copy from a byte on, so that reads see the device; posix_fadvise(2).
    ///
    /// Advice only; a part of a page may stay.
    func dropCache(from offset: Int) throws(SystemCallFailure)
}

/// A held lock, released when the last reference goes away.
package protocol DiskLock: AnyObject, Sendable {}
