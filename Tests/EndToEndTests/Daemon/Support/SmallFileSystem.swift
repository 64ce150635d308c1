import Glibc
import TestSupport

/// A small tmpfs that can be filled; it is unmounted with the object.
final class SmallFileSystem: Sendable {
    let path: String
    private let place: ScratchDirectory

    /// Whether this process may mount a tmpfs.
    static let canBeMade: Bool = {
        guard geteuid() == 0 else { return false }
        return (try? SmallFileSystem(byteCount: 1 << 20)) != nil
    }()

    init(byteCount: Int) throws {
        place = try ScratchDirectory()
        path = "\(place.path)"
        guard mount("tmpfs", path, "tmpfs", 0, "size=\(byteCount),mode=0700") == 0 else {
            throw LaunchError(description: "no tmpfs could be mounted: \(String(cString: strerror(errno)))")
        }
    }

    deinit {
        // Lazily, since a daemon that was just killed may still have its files open.
        umount2(path, Int32(MNT_DETACH))
    }

    /// Writes a file until only a number of bytes are free.
    func fill(leaving byteCount: Int) throws {
        let file = open("\(path)/filler", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw LaunchError(description: "the disk could not be filled") }
        defer { close(file) }
        let chunk = [UInt8](repeating: 0, count: 1 << 20)
        while let free = freeByteCount, free > byteCount {
            guard write(file, chunk, min(chunk.count, free - byteCount)) > 0 else { return }
        }
    }

    /// Removes the file that `fill` wrote.
    func empty() {
        unlink("\(path)/filler")
    }

    private var freeByteCount: Int? {
        var status = statvfs()
        return statvfs(path, &status) == 0 ? Int(status.f_bavail) * Int(status.f_frsize) : nil
    }
}
