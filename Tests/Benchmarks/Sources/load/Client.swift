import Glibc

/// A failure that ends the measurement, in a sentence.
struct LoadError: Error {
    let message: String

    static func system(_ call: String) -> LoadError {
        LoadError(message: "\(call) failed: \(String(cString: strerror(errno))).")
    }
}

/// One client of the closed loop: its socket, the bytes of its request, and what has come back so far.
///
/// Both buffers are made once and used for every request. The process does one measurement, and gives back what it
/// holds by ending.
struct Client {
    let descriptor: Int32
    let request: UnsafeMutableBufferPointer<UInt8>
    var sentAtNanoseconds: UInt64 = 0
    private var received: UnsafeMutableBufferPointer<UInt8>
    private var receivedCount = 0

    init(path: String, template: RequestTemplate) throws(LoadError) {
        descriptor = try connectedSocket(path: path)
        request = .allocate(capacity: template.bytes.count)
        _ = request.initialize(from: template.bytes)
        received = .allocate(capacity: 16_384)
        received.initialize(repeating: 0)
    }

    /// The bytes of the answer so far.
    var answer: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: received[..<receivedCount]) }

    /// Sends the request whole; blocks in the rare case that the socket takes only a part.
    mutating func send(at now: UInt64) throws(LoadError) {
        receivedCount = 0
        sentAtNanoseconds = now
        var sent = 0
        while sent < request.count {
            guard let start = request.baseAddress else { return }
            let count = Glibc.send(descriptor, start + sent, request.count - sent, Int32(MSG_NOSIGNAL))
            if count < 0 && errno != EINTR { throw .system("send") }
            sent += max(0, count)
        }
    }

    /// Takes what has arrived; the socket is known to be readable.
    mutating func receive() throws(LoadError) {
        if receivedCount == received.count { grow() }
        guard let start = received.baseAddress else { return }
        let count = recv(descriptor, start + receivedCount, received.count - receivedCount, 0)
        if count == 0 { throw LoadError(message: "The server closed a connection before it had answered.") }
        if count < 0 && errno != EINTR { throw .system("recv") }
        receivedCount += max(0, count)
    }

    private mutating func grow() {
        let larger = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: received.count * 2)
        larger.initialize(repeating: 0)
        _ = larger.update(fromContentsOf: received)
        received.deallocate()
        received = larger
    }
}

private func connectedSocket(path: String) throws(LoadError) -> Int32 {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    if descriptor < 0 { throw .system("socket") }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let room = MemoryLayout.size(ofValue: address.sun_path) - 1
    guard path.utf8.count <= room else { throw LoadError(message: "A socket's path has at most \(room) bytes.") }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let result = withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
        }
    }
    if result < 0 { throw .system("connect to \(path)") }
    return descriptor
}
