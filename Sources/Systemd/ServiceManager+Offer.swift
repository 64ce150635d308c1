import Glibc

extension ServiceManager {
    /// Sends a notice if the manager's queue has room for it, and drops it otherwise; sd_notify(3) would wait.
    ///
    /// `NOTIFY_SOCKET` is the path of a datagram socket, or its abstract name with an @ in the place of the zero byte.
    func offer(_ notice: String) {
        guard let name = getenv("NOTIFY_SOCKET").map({ Array(String(cString: $0).utf8) }) else { return }
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        var address = sockaddr_un()
        guard name.count < MemoryLayout.size(ofValue: address.sun_path) else { return }
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
        if address.sun_path.0 == CChar(bitPattern: UInt8(ascii: "@")) { address.sun_path.0 = 0 }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + name.count)
        let flags = Int32(MSG_DONTWAIT | MSG_NOSIGNAL)
        withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = sendto(descriptor, notice, notice.utf8.count, flags, $0, length)
            }
        }
    }
}
