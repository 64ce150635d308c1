/// The parts of an absolute `http` or `https` URL (RFC 3986 3).
struct URLParts {
    let isSecure: Bool
    /// Everything between `//` and the path.
    let authority: ArraySlice<UInt8>
    /// An IPv6 address keeps its brackets.
    let host: ArraySlice<UInt8>
    /// The bytes after the host's colon; nil without a colon.
    let port: ArraySlice<UInt8>?
    /// Path, query and fragment.
    let rest: ArraySlice<UInt8>

    /// Divides a URL; nil if it is not `http` or `https`, or has no host.
    init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        switch String(decoding: bytes[..<colon], as: UTF8.self).lowercased() {
        case "https": isSecure = true
        case "http": isSecure = false
        default: return nil
        }
        let afterScheme = bytes[(colon + 1)...]
        guard afterScheme.starts(with: "//".utf8) else { return nil }
        let afterSlashes = afterScheme.dropFirst(2)
        let end = afterSlashes.firstIndex { Self.authorityEnds.contains($0) } ?? afterSlashes.endIndex
        authority = afterSlashes[..<end]
        rest = afterSlashes[end...]
        (host, port) = Self.divide(authority)
        if host.isEmpty { return nil }
    }

    private static let authorityEnds = Array("/?#".utf8)

    private static func divide(
        _ authority: ArraySlice<UInt8>
    ) -> (host: ArraySlice<UInt8>, port: ArraySlice<UInt8>?) {
        // Colons within the brackets of an IPv6 address are a part of it.
        let searchStart = authority.lastIndex(of: UInt8(ascii: "]")) ?? authority.startIndex
        guard let colon = authority[searchStart...].firstIndex(of: UInt8(ascii: ":")) else { return (authority, nil) }
        return (authority[..<colon], authority[(colon + 1)...])
    }

    /// Whether the host is `localhost`, `127.0.0.1` or `[::1]`.
    var isLoopback: Bool {
        ["localhost", "127.0.0.1", "[::1]"].contains(String(decoding: host, as: UTF8.self).lowercased())
    }

    /// Whether there is no port, or one of 1 to 65535.
    var hasPlausiblePort: Bool {
        guard let port else { return true }
        guard (1...5).contains(port.count), port.allSatisfy(\.isDigit) else { return false }
        let number = port.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        return (1...65_535).contains(number)
    }

    /// Whether path, query and fragment are visible ASCII without the characters that RFC 3986 excludes.
    ///
    /// Square brackets are allowed, since browsers and shops write them unencoded in queries. Each `%` begins an encoded byte.
    var hasOnlyURLCharacters: Bool {
        for (index, byte) in zip(rest.indices, rest) {
            guard (0x21...0x7e).contains(byte), !Self.refusedSigns.contains(byte) else { return false }
            if byte == UInt8(ascii: "%") {
                let encoded = rest[(index + 1)...].prefix(2)
                guard encoded.count == 2, encoded.allSatisfy(\.isHexDigit) else { return false }
            }
        }
        return true
    }

    private static let refusedSigns = Array("\"<>\\^`{|}".utf8)
}
