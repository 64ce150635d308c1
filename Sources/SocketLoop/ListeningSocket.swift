internal import CSocket
internal import Glibc

/// A Unix stream socket that listens: one that systemd passed, or one of the daemon's own.
package struct ListeningSocket: Sendable {
    package let descriptor: Int32

    /// The file of a socket that the daemon bound; an inherited one belongs to its .socket unit.
    private let ownedFile: SocketFile?

    /// Takes over a socket that systemd passed; its owner, group and mode are set by the .socket unit.
    package init(inherited descriptor: Int32) {
        self.descriptor = descriptor
        ownedFile = nil
    }

    /// Binds a socket of the daemon's own, readable and writable for its user and group.
    ///
    /// A socket file without a listener is replaced; one that a process serves is left alone.
    ///
    /// - Throws: `ListeningError`.
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
            Glibc.close(descriptor)
            throw error
        }
        self.descriptor = descriptor
        ownedFile = SocketFile(at: path)
    }

    /// The outcome of one accept.
    package enum Accepted: Sendable {
        case connection(any ConnectedSocket)
        /// Nobody waits.
        case none
        /// There is no descriptor or no memory for the one who waits.
        case exhausted
    }

    /// Takes one connection from the queue; never blocks.
    package func accept() -> Accepted {
        while true {
            let flags = Int32(SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
            let connection = accept4(descriptor, nil, nil, flags)
            guard connection < 0 else { return .connection(StreamSocket(connection)) }
            switch errno {
            case EINTR, ECONNABORTED: continue
            case EAGAIN: return .none
            default: return .exhausted
            }
        }
    }

    /// Makes sure that ``accept()`` never blocks, also on a socket that systemd passed.
    package func makeNonBlocking() {
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
    }

    package func close() {
        Glibc.close(descriptor)
    }

    /// Lets nobody connect any more if the daemon made the socket; whoever has connected before can still be accepted.
    ///
    /// - Returns: False for a socket of systemd, which serves the next daemon.
    package func endQueueIfOwned() -> Bool {
        guard ownedFile != nil else { return false }
        return shutdown(descriptor, Int32(SHUT_RD)) == 0
    }

    /// Removes the socket's file if the daemon made it and no other process has replaced it.
    package func removeIfOwned() {
        guard let ownedFile, SocketFile(at: ownedFile.path) == ownedFile else { return }
        unlink(ownedFile.path)
    }

    private static func bind(_ descriptor: Int32, to path: String, _ address: inout sockaddr_un) throws(ListeningError)
    {
        // bind(2) gives the file the socket's mode less the umask, so others can never connect. chmod(2) restores the
        // group's rights, because changing the umask would affect other threads.
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
        // Non-blocking: connect(2) to a stopped daemon with a full queue would block, although the socket is in use.
        let probe = Glibc.socket(
            AF_UNIX,
            Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue),
            0
        )
        guard probe >= 0 else { throw .systemCall("socket", errno: errno, path: path) }
        defer { Glibc.close(probe) }
        guard withSocketAddress(&address, { connect(probe, $0, $1) }) != 0, errno == ECONNREFUSED else {
            throw .inUse(path: path)
        }
        guard unlink(path) == 0 else { throw .systemCall("unlink", errno: errno, path: path) }
    }

    /// The length of the accept queue; the kernel's net.core.somaxconn may lower it.
    private static let backlog: Int32 = 1024
    /// Readable and writable for the user and the group.
    private static let mode: mode_t = 0o660
}

/// A socket's path with the identity of its file, since another daemon may replace the file under the same path.
private struct SocketFile: Sendable, Equatable {
    let path: String
    private let device: dev_t
    private let inode: ino_t
    /// Inode numbers are reused; with the time of change they are unique.
    private let changedAt: [Int]

    /// Identifies the file at a path; nil if there is none.
    init?(at path: String) {
        var file = stat()
        guard lstat(path, &file) == 0 else { return nil }
        self.path = path
        device = file.st_dev
        inode = file.st_ino
        changedAt = [file.st_ctim.tv_sec, file.st_ctim.tv_nsec]
    }
}

extension sockaddr_un {
    /// The address of a path, which has to fit with its terminating zero (unix(7)).
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
