import Glibc

/// Whether this process can reach anything beyond its machine, as far as it shows without sending anything there.
enum NetworkAccess {
    /// What the unit has closed, by the name of the setting; nil if nothing shows.
    static var closedBy: String? {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return "RestrictAddressFamilies=" }
        close(descriptor)
        if isFiltered { return "IPAddressDeny=" }
        return interfaces == ["lo"] ? "PrivateNetwork=" : nil
    }

    /// Whether what is sent is dropped by address, which the sender of a datagram is told.
    ///
    /// An empty one goes to the machine's own address, which is not loopback's: to the port that discards (RFC 863).
    private static var isFiltered: Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = discardPort.bigEndian
        address.sin_addr.s_addr = documentationAddress.bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        return withUnsafeMutablePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) { general in
                // Connecting sends nothing, and finds the address that is ours on the way there.
                guard connect(descriptor, general, length) == 0, getsockname(descriptor, general, &length) == 0 else {
                    return false
                }
                address.pointee.sin_port = discardPort.bigEndian
                return sendto(descriptor, nil, 0, 0, general, length) < 0 && errno == EPERM
            }
        }
    }

    private static let discardPort: in_port_t = 9
    /// 192.0.2.1, which nobody has (RFC 5737).
    private static let documentationAddress: in_addr_t = 0xC000_0201

    /// The names of the network interfaces (proc_pid_net(5)): two lines of headings, then one for each, up to its colon.
    private static var interfaces: [String] {
        guard let file = fopen("/proc/self/net/dev", "re") else { return [] }
        defer { fclose(file) }
        var text = [UInt8](repeating: 0, count: 64 << 10)
        let count = fread(&text, 1, text.count, file)
        return String(decoding: text[..<count], as: UTF8.self).split(separator: "\n").dropFirst(2).compactMap { line in
            line.split(separator: ":").first.map { String($0.drop { $0 == " " }) }
        }
    }
}
