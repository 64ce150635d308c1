import Glibc

/// A Unix stream socket that listens: one that systemd passed, or one of the daemon's own.
package struct ListeningSocket: Sendable {
    let descriptor: Int32
    /// An own socket's file; an inherited one belongs to its .socket unit.
    private let ownedFile: SocketFile?

    /// Takes over a socket that was passed.
    ///
    /// Its owner, group and mode are the .socket unit's business.
    package init(inherited descriptor: Int32) {
        self.descriptor = descriptor
        ownedFile = nil
    }

    /// Binds a socket of the daemon's own, readable and writable for its user and group.
    ///
    /// A socket file that nobody listens on any more is replaced; one that answers is left alone.
    ///
    /// - Throws: `ListeningError`, which says what is in the way.
    package init(bindingTo path: String) throws(ListeningError) {
        var address = try sockaddr_un(path: path)
        let descriptor = Glibc.socket(
            AF_UNIX,
            Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue),
            0
        )
        guard descriptor >= 0 else { throw .systemCall("socket", errno: errno, path: path) }
        do throws(ListeningError) {
            try Self.clearStaleSocket(at: path, &address)
            try Self.bind(descriptor, to: path, &address)
        } catch {
            close(descriptor)
            throw error
        }
        self.descriptor = descriptor
        ownedFile = SocketFile(at: path)
    }

    /// Removes the socket's file if the daemon made it and no other daemon has replaced it.
    func removeIfOwned() {
        guard let ownedFile, SocketFile(at: ownedFile.path) == ownedFile else { return }
        unlink(ownedFile.path)
    }

    /// Sets the length of the queue again, after NIO has shortened it: taking a socket over listens with 128.
    func restoreBacklog() {
        // A short queue still serves, so a refusal is no reason not to.
        _ = listen(descriptor, Self.backlog)
    }

    private static func bind(_ descriptor: Int32, to path: String, _ address: inout sockaddr_un) throws(ListeningError)
    {
        // The file takes the socket's mode, so there is no moment in which others could connect. The process's mask,
        // which other threads share, may take the group's right away; it is put back afterwards.
        guard fchmod(descriptor, mode) == 0 else { throw .systemCall("fchmod", errno: errno, path: path) }
        guard withSocketAddress(&address, { Glibc.bind(descriptor, $0, $1) }) == 0 else {
            throw .systemCall("bind", errno: errno, path: path)
        }
        guard chmod(path, mode) == 0 else { throw .systemCall("chmod", errno: errno, path: path) }
        guard listen(descriptor, backlog) == 0 else { throw .systemCall("listen", errno: errno, path: path) }
    }

    private static func clearStaleSocket(at path: String, _ address: inout sockaddr_un) throws(ListeningError) {
        var file = stat()
        guard lstat(path, &file) == 0 else { return }
        guard file.st_mode & S_IFMT == S_IFSOCK else { throw .notASocket(path: path) }
        // Without blocking: a daemon that is stopped with a full queue would never answer, and is there.
        let probe = Glibc.socket(
            AF_UNIX,
            Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue),
            0
        )
        guard probe >= 0 else { throw .systemCall("socket", errno: errno, path: path) }
        defer { close(probe) }
        guard withSocketAddress(&address, { connect(probe, $0, $1) }) != 0, errno == ECONNREFUSED else {
            throw .inUse(path: path)
        }
        guard unlink(path) == 0 else { throw .systemCall("unlink", errno: errno, path: path) }
    }

    /// How many connections wait to be accepted; the kernel's net.core.somaxconn may lower it.
    private static let backlog: Int32 = 1024
    /// Readable and writable for the user and the group.
    private static let mode: mode_t = 0o660
}

/// A socket's name with the file behind it: the same name may soon be another daemon's file.
private struct SocketFile: Sendable, Equatable {
    let path: String
    private let device: dev_t
    private let inode: ino_t
    /// Inode numbers are used again, moments of change are not.
    private let changedAt: [Int]

    /// Looks at the file behind a name; nil if there is none.
    init?(at path: String) {
        var file = stat()
        guard lstat(path, &file) == 0 else { return nil }
        self.path = path
        device = file.st_dev
        inode = file.st_ino
        changedAt = [file.st_ctim.tv_sec, file.st_ctim.tv_nsec]
    }
}

/// Why the daemon can't listen.
package enum ListeningError: Error, Sendable, CustomStringConvertible {
    case pathTooLong(path: String)
    case notASocket(path: String)
    case inUse(path: String)
    case systemCall(String, errno: Int32, path: String)

    package var description: String {
        switch self {
        case .pathTooLong(let path): "The socket's path \(path) is longer than 107 bytes; choose a shorter one."
        case .notASocket(let path): "\(path) exists and is no socket; move it away or choose another --socket."
        case .inUse(let path): "Another process serves \(path) already; stop it or choose another --socket."
        case .systemCall(let name, let errno, let path):
            "\(name) failed for \(path): \(String(cString: strerror(errno))); check that the folder exists and is writable."
        }
    }
}

extension sockaddr_un {
    /// The address of a path, which has to fit with its closing zero (unix(7)).
    fileprivate init(path: String) throws(ListeningError) {
        self.init()
        sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        let fits = withUnsafeMutableBytes(of: &sun_path) { buffer in
            guard bytes.count < buffer.count else { return false }
            buffer.copyBytes(from: bytes)
            return true
        }
        guard fits else { throw .pathTooLong(path: path) }
    }
}

private func withSocketAddress(
    _ address: inout sockaddr_un,
    _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
) -> Int32 {
    withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
        }
    }
}
