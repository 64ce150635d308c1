import Glibc
import Journal
import Storage
import SystemPackage

/// A disk, used the way a careless journal would use it.
struct CarelessDisk: Disk {
    let inner: any Disk
    let bug: SeededBug?

    func createDirectory(_ path: FilePath) throws(SystemCallFailure) -> Bool {
        try inner.createDirectory(path)
    }

    func open(_ path: FilePath, _ access: DiskAccess) throws(SystemCallFailure) -> any DiskFile {
        let file = try inner.open(path, access)
        if case .update = access { try prejudge(path, file) }
        return CarelessFile(inner: file, bug: bug)
    }

    func rename(_ source: FilePath, to target: FilePath) throws(SystemCallFailure) {
        try inner.rename(source, to: target)
    }

    func status(of path: FilePath) throws(SystemCallFailure) -> FileStatus {
        try inner.status(of: path)
    }

    func names(in directory: FilePath) throws(SystemCallFailure) -> [String] {
        try inner.names(in: directory)
    }

    func syncDirectory(_ path: FilePath) throws(SystemCallFailure) {
        if bug != .neverSyncsDirectory { try inner.syncDirectory(path) }
    }

    func lock(_ path: FilePath) throws(SystemCallFailure) -> any DiskLock {
        switch bug {
        case .locksPerProcess where inner is SystemDisk: try CarelessLock(path, isPerProcess: true)
        case .leaksDescriptors where inner is SystemDisk: try CarelessLock(path, isPerProcess: false)
        default: try inner.lock(path)
        }
    }

    /// Decides about a bad line without looking at the bytes behind it.
    private func prejudge(_ path: FilePath, _ file: any DiskFile) throws(SystemCallFailure) {
        guard bug == .stopsAtFirstBadLine || bug == .refusesEveryBadLine, let byte = firstBadByte(path) else { return }
        guard bug == .stopsAtFirstBadLine else { throw SystemCallFailure("open", .badFileDescriptor) }
        try file.truncate(to: byte)
    }

    private func firstBadByte(_ path: FilePath) -> Int? {
        guard var scanner = try? JournalScanner(path: path, disk: inner) else { return nil }
        switch try? scanner.scan({ _ in }).end {
        case .torn(let damage, _), .damaged(let damage, _): return damage.byte
        case .whole, nil: return nil
        }
    }
}

/// A lock that is lost too early, or held for too long.
private final class CarelessLock: DiskLock {
    private let descriptor: CInt

    init(_ path: FilePath, isPerProcess: Bool) throws(SystemCallFailure) {
        descriptor = Glibc.open(path.string, O_RDWR | O_CREAT | (isPerProcess ? O_CLOEXEC : 0), 0o600)
        var request = flock()
        request.l_type = Int16(F_WRLCK)
        let result = isPerProcess ? fcntl(descriptor, F_SETLK, &request) : flock(descriptor, LOCK_EX | LOCK_NB)
        guard result == 0 else { throw SystemCallFailure("lock", Errno(rawValue: errno)) }
    }

    deinit {
        close(descriptor)
    }
}
