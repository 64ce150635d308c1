import Glibc

/// Whether this process can reach anything beyond its machine, as far as it shows without sending anything.
enum NetworkAccess {
    /// What the unit has closed, by the name of the setting; nil if nothing shows.
    static var closedBy: String? {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return "RestrictAddressFamilies=" }
        close(descriptor)
        return interfaces == ["lo"] ? "PrivateNetwork=" : nil
    }

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
