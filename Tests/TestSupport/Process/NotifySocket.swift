import Glibc

/// The service manager's end of sd_notify(3): a datagram socket that receives a daemon's notices.
///
/// Blocks a thread of its own.
package actor NotifySocket {
    /// The value for `NOTIFY_SOCKET`.
    package nonisolated let path: String

    private let descriptor: Int32
    private let executor = ThreadExecutor()

    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Binds a socket at a path of at most 107 bytes, in a folder that exists.
    package init(path: String) throws {
        self.path = path
        descriptor = try boundSocket(SOCK_DGRAM, at: path)
        var patience = timeval(tv_sec: Int(LineClient.timeoutSeconds), tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit {
        close(descriptor)
    }

    /// Waits for the next notice, one assignment a line; nil if none comes within `LineClient.timeoutSeconds`.
    package func next() -> [String]? {
        receive(flags: 0)
    }

    /// The next notice, if it has arrived already.
    package func nextIfThere() -> [String]? {
        receive(flags: Int32(MSG_DONTWAIT))
    }

    private func receive(flags: Int32) -> [String]? {
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, flags)
            if count >= 0 {
                return String(decoding: buffer[..<count], as: UTF8.self).split(separator: "\n").map(String.init)
            }
            guard errno == EINTR else { return nil }
        }
    }
}

/// Makes a listening Unix stream socket, as systemd does for a .socket unit.
///
/// - Parameter path: The path, at which nothing may exist.
/// - Returns: The descriptor, which the caller closes.
/// - Throws: `LaunchError`.
package func listeningSocket(at path: String) throws -> Int32 {
    let descriptor = try boundSocket(SOCK_STREAM, at: path)
    guard listen(descriptor, 128) == 0 else { throw LaunchError(description: "can't listen at \(path)") }
    return descriptor
}

/// Makes a Unix socket and binds it.
func boundSocket(_ type: __socket_type, at path: String) throws -> Int32 {
    let descriptor = socket(AF_UNIX, Int32(type.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0, withUnixAddress(path, { bind(descriptor, $0, $1) }) == 0 else {
        let reason = String(cString: strerror(errno))
        if descriptor >= 0 { close(descriptor) }
        throw LaunchError(description: "can't make a socket at \(path): \(reason)")
    }
    return descriptor
}

/// Sends a datagram to the socket at a path, if there is one.
func sendDatagram(_ text: String, to path: String) {
    let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    let bytes = Array(text.utf8)
    _ = withUnixAddress(path) { sendto(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL), $0, $1) }
}

private func withUnixAddress<Result>(_ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    precondition(path.utf8.count < MemoryLayout.size(ofValue: address.sun_path), "\(path) is too long for a socket")
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    return withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
        }
    }
}
