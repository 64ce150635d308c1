internal import Glibc

/// A connected Unix stream socket, closed when the last reference goes away.
///
/// Every call blocks and goes on after a signal; writing to a closed connection is an error and never a SIGPIPE.
final class StreamSocket {
    let descriptor: CInt
    private let timeoutSeconds: Int64?

    /// Connects to the socket at `path`, unix(7).
    init(path: String, timeoutSeconds: Int64?) throws(ClientError) {
        guard path.utf8.count <= SocketPath.byteCountMax else {
            throw .pathTooLong(path: path, byteCountMax: SocketPath.byteCountMax)
        }
        let descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw .last("socket") }
        self.descriptor = descriptor
        self.timeoutSeconds = timeoutSeconds
        if let timeoutSeconds {
            setTimeout(SO_RCVTIMEO, timeoutSeconds)
            // It bounds connect(2) too, which waits while the daemon's backlog is full.
            setTimeout(SO_SNDTIMEO, timeoutSeconds)
        }
        try connect(to: path)
    }

    deinit {
        _ = close(descriptor)
    }

    /// Sends some bytes and returns how many; a daemon that has hung up is `closed`.
    ///
    /// With `waits` it waits for room; without, and without room, the answer is 0.
    func send(_ bytes: ArraySlice<UInt8>, waits: Bool = true) throws(ClientError) -> Int {
        let flags = CInt(MSG_NOSIGNAL) | (waits ? 0 : CInt(MSG_DONTWAIT))
        while true {
            let count = bytes.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, flags) }
            if count >= 0 { return count }
            if !waits, errno == EAGAIN { return 0 }
            try check("send")
        }
    }

    /// Fills the front of a buffer and returns how many bytes came; 0 is the end.
    func receive(into buffer: inout [UInt8]) throws(ClientError) -> Int {
        while true {
            let count = buffer.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, $0.count, 0) }
            if count >= 0 { return count }
            try check("recv")
        }
    }

    /// Says that nothing more will be sent, shutdown(2); answers can still be received.
    func closeSending() throws(ClientError) {
        guard shutdown(descriptor, CInt(SHUT_WR)) == 0 || errno == ENOTCONN else { throw .last("shutdown") }
    }

    /// Returns to make an interrupted call again; throws for every other error.
    private func check(_ call: String) throws(ClientError) {
        switch errno {
        case EINTR: return
        case EPIPE, ECONNRESET: throw .closed
        case EAGAIN: throw .timedOut(seconds: timeoutSeconds ?? 0)
        default: throw .last(call)
        }
    }

    private func setTimeout(_ option: CInt, _ seconds: Int64) {
        var value = timeval(tv_sec: Int(seconds), tv_usec: 0)
        // A refusal would leave a socket that waits for ever, which is no reason not to ask.
        _ = setsockopt(descriptor, SOL_SOCKET, option, &value, socklen_t(MemoryLayout<timeval>.size))
    }

    private func connect(to path: String) throws(ClientError) {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let length = socklen_t(MemoryLayout<sockaddr_un>.size)
        while true {
            let result = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { Glibc.connect(descriptor, $0, length) }
            }
            if result == 0 { return }
            guard errno == EINTR else { throw connectionError(errno, path) }
        }
    }

    private func connectionError(_ number: CInt, _ path: String) -> ClientError {
        switch number {
        case ENOENT, ENOTDIR: .noSocket(path: path)
        case EACCES, EPERM: .permissionDenied(path: path, group: groupName(of: path))
        case EPROTOTYPE: .notASocket(path: path)
        case ECONNREFUSED: isSocket(path) ? .nobodyListens(path: path) : .notASocket(path: path)
        case EAGAIN: .notAccepted(path: path)
        default: .systemCall(name: "connect", number: number, text: errorText(number))
        }
    }

    private func groupName(of path: String) -> String? {
        var status = stat()
        guard stat(path, &status) == 0, let group = getgrgid(status.st_gid) else { return nil }
        return String(validatingCString: group.pointee.gr_name)
    }

    /// The kernel refuses a connection to a plain file with the same error as one to an idle socket.
    private func isSocket(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFSOCK
    }
}

extension ClientError {
    /// The failure of the call that has just been made, from `errno`.
    static func last(_ call: String) -> ClientError {
        let number = errno
        return .systemCall(name: call, number: number, text: errorText(number))
    }
}
