private import CFile
private import Glibc
private import SystemPackage

/// An open descriptor, closed when the last reference goes away.
final class SystemFile: DiskFile {
    /// The file systems that copy on write, by their numbers in linux/magic.h: btrfs, bcachefs, ZFS, f2fs, nilfs2.
    private static let copyingFileSystems: Set = [0x9123_683E, 0xCA45_1A4E, 0x2FC1_2FC1, 0xF2F5_2010, 0x3434]

    private let descriptor: CInt

    /// Takes over an open descriptor.
    init(descriptor: CInt) {
        self.descriptor = descriptor
    }

    deinit {
        // An error of close(2) costs nothing: durable bytes were synced before, and a retry could close another file.
        _ = close(descriptor)
    }

    func read(
        into buffer: inout MutableSpan<UInt8>,
        from index: Int,
        at offset: Int
    ) throws(SystemCallFailure) -> Int {
        let count = unsafe buffer.withUnsafeMutableBytes { bytes in
            let free = unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[index...])
            return unsafe pread(descriptor, free.baseAddress, free.count, off_t(offset))
        }
        guard count >= 0 else { throw .last("pread") }
        return count
    }

    func readCached(
        into buffer: inout MutableSpan<UInt8>,
        at offset: Int
    ) throws(SystemCallFailure) -> Int? {
        let count = unsafe buffer.withUnsafeMutableBytes {
            unsafe read_cached(descriptor, $0.baseAddress, $0.count, off_t(offset))
        }
        if count >= 0 { return count }
        // Not in memory; a file system or a kernel that does not know the question; one that was interrupted.
        guard [EAGAIN, EOPNOTSUPP, ENOSYS, EINTR].contains(errno) else { throw .last("preadv2") }
        return nil
    }

    func write(_ bytes: Span<UInt8>, at offset: Int) throws(SystemCallFailure) -> Int {
        let count = unsafe bytes.withUnsafeBytes {
            unsafe pwrite(descriptor, $0.baseAddress, $0.count, off_t(offset))
        }
        guard count >= 0 else { throw .last("pwrite") }
        return count
    }

    func syncData() throws(SystemCallFailure) {
        guard fdatasync(descriptor) == 0 else { throw .last("fdatasync") }
    }

    func sync() throws(SystemCallFailure) {
        guard fsync(descriptor) == 0 else { throw .last("fsync") }
    }

    func truncate(to size: Int) throws(SystemCallFailure) {
        guard ftruncate(descriptor, off_t(size)) == 0 else { throw .last("ftruncate") }
    }

    func status() throws(SystemCallFailure) -> FileStatus {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw .last("fstat") }
        return FileStatus(status)
    }

    /// False for a directory, a pipe, a socket or a device; fstat(2).
    func isRegular() throws(SystemCallFailure) -> Bool {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw .last("fstat") }
        return status.st_mode & S_IFMT == S_IFREG
    }

    func freeBytes() throws(SystemCallFailure) -> Int {
        var status = statvfs()
        guard unsafe fstatvfs(descriptor, &status) == 0 else { throw .last("fstatvfs") }
        let bytes = UInt64(status.f_bavail).multipliedReportingOverflow(by: UInt64(status.f_frsize))
        return bytes.overflow ? Int.max : Int(clamping: bytes.partialValue)
    }

    func overwritesInPlace() throws(SystemCallFailure) -> Bool {
        var status = statfs()
        guard unsafe fstatfs(descriptor, &status) == 0 else { throw .last("fstatfs") }
        return !Self.copyingFileSystems.contains(Int(status.f_type))
    }

    func dropCache(from offset: Int) throws(SystemCallFailure) {
        // Unlike its neighbours posix_fadvise(2) returns the error and leaves errno alone.
        let result = posix_fadvise(descriptor, off_t(offset), 0, POSIX_FADV_DONTNEED)
        guard result == 0 else { throw SystemCallFailure("posix_fadvise", Errno(rawValue: result)) }
    }

    /// flock(2), not fcntl(2): those locks vanish when the process closes any descriptor of the same file.
    func lock() throws(SystemCallFailure) -> any DiskLock {
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw .last("flock") }
        return HeldLock(file: self)
    }

    fileprivate func unlock() {
        _ = flock(descriptor, LOCK_UN)
    }
}

/// The lock of an open file.
private final class HeldLock: DiskLock {
    private let file: SystemFile

    init(file: SystemFile) {
        self.file = file
    }

    deinit {
        file.unlock()
    }
}
