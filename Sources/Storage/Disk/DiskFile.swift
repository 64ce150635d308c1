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
    /// - Returns: `nil` when the first byte is not in memory, or when the system does not know.
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

    /// False for a copy-on-write file system, such as btrfs; fstatfs(2).
    func overwritesInPlace() throws(SystemCallFailure) -> Bool

    /// Takes the exclusive lock of this file, flock(2); `EWOULDBLOCK` when another opening of the file has it.
    ///
    /// Released when the returned value goes away, even if the file stays open.
    func lock() throws(SystemCallFailure) -> any DiskLock

    /// Asks the system to forget its cached copy from a byte on, so that reads see the device; posix_fadvise(2).
    ///
    /// Advice only; a part of a page may stay.
    func dropCache(from offset: Int) throws(SystemCallFailure)
}
