/// The rules for host names in mail addresses and web addresses.
enum HostName {
    /// Whether bytes are dot-separated labels of letters, digits and inner hyphens: RFC 1123 2.1 with the lengths of
    /// RFC 1035 2.3.4.
    static func isHost(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard (1...253).contains(bytes.count) else { return false }
        return bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy(isLabel)
    }

    /// Whether bytes are a host name of at least two labels, the last of which isn't a number: neither a name local to one
    /// machine nor an IPv4 address.
    static func isDomain(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard isHost(bytes), let dot = bytes.lastIndex(of: UInt8(ascii: ".")) else { return false }
        return bytes[(dot + 1)...].contains { !$0.isDigit }
    }

    private static func isLabel(_ label: ArraySlice<UInt8>) -> Bool {
        let hyphen = UInt8(ascii: "-")
        return (1...63).contains(label.count) && label.first != hyphen && label.last != hyphen
            && label.allSatisfy { $0.isLetterOrDigit || $0 == hyphen }
    }
}
