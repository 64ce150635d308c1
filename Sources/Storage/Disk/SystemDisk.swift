internal import Glibc
package import SystemPackage

/// The file system of this machine.
package struct SystemDisk: Disk {
    package init() {}

    package func createDirectory(_ path: FilePath) throws(SystemCallFailure) -> Bool {
        let result = unsafe path.withPlatformString { unsafe mkdir($0, 0o700) }
        if result == 0 { return true }
        guard errno == EEXIST else { throw .last("mkdir") }
        return false
    }

    package func open(_ path: FilePath, _ access: DiskAccess) throws(SystemCallFailure) -> any DiskFile {
        // Without O_NONBLOCK a pipe in the place of a file would hold up the start until somebody writes to it.
        let file = try SystemFile(descriptor: Self.descriptor(of: path, flags: access.flags | O_NONBLOCK | O_NOCTTY))
        guard try file.isRegular() else { throw SystemCallFailure("open", .illegalSeek) }
        return file
    }

    package func rename(_ source: FilePath, to target: FilePath) throws(SystemCallFailure) {
        let result = unsafe source.withPlatformString { source in
            unsafe target.withPlatformString { target in unsafe Glibc.rename(source, target) }
        }
        guard result == 0 else { throw .last("rename") }
    }

    package func status(of path: FilePath) throws(SystemCallFailure) -> FileStatus {
        var status = stat()
        let result = unsafe path.withPlatformString { unsafe stat($0, &status) }
        guard result == 0 else { throw .last("stat") }
        return FileStatus(status)
    }

    package func names(in directory: FilePath) throws(SystemCallFailure) -> [String] {
        guard let stream = unsafe directory.withPlatformString({ unsafe opendir($0) }) else { throw .last("opendir") }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        errno = 0
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != "." && name != ".." { names.append(name) }
            errno = 0
        }
        guard errno == 0 else { throw .last("readdir") }
        return names
    }

    package func syncDirectory(_ path: FilePath) throws(SystemCallFailure) {
        let directory = try SystemFile(descriptor: Self.descriptor(of: path, flags: O_RDONLY | O_DIRECTORY))
        try directory.sync()
    }

    package func lock(_ path: FilePath) throws(SystemCallFailure) -> any DiskLock {
        try SystemFile(descriptor: Self.descriptor(of: path, flags: O_RDWR | O_CREAT | O_NOFOLLOW)).lock()
    }

    /// Opens with `O_CLOEXEC`, so that no child inherits a descriptor and with it the lock; an interrupted open(2) is repeated.
    private static func descriptor(of path: FilePath, flags: CInt) throws(SystemCallFailure) -> CInt {
        while true {
            let descriptor = unsafe path.withPlatformString { unsafe Glibc.open($0, flags | O_CLOEXEC, 0o600) }
            if descriptor >= 0 { return descriptor }
            guard errno == EINTR else { throw .last("open") }
        }
    }
}

extension SystemCallFailure {
    /// The failure of the call that has just been made, from `errno`.
    static func last(_ call: String) -> SystemCallFailure {
        SystemCallFailure(call, Errno(rawValue: errno))
    }
}

extension FileStatus {
    init(_ status: stat) {
        self.init(inode: UInt64(status.st_ino), device: UInt64(status.st_dev), byteCount: Int(status.st_size))
    }
}

extension DiskAccess {
    fileprivate var flags: CInt {
        switch self {
        case .read: O_RDONLY
        case .update: O_RDWR
        case .create: O_RDWR | O_CREAT | O_EXCL
        // Not through a symbolic link, which would empty a file elsewhere.
        case .replace: O_RDWR | O_CREAT | O_TRUNC | O_NOFOLLOW
        }
    }
}
