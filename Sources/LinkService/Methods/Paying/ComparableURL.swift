import PaymentLinks

/// An `http` or `https` URL in the form in which two spellings of one address are the same bytes (RFC 3986 6.2.2, 6.2.3).
///
/// Scheme and host are lowercase, a default port is left out, dot segments are removed, and unreserved characters are
/// decoded. The scheme itself is left out: a page behind a proxy that ends TLS sees `http`.
struct ComparableURL: Equatable {
    private let bytes: [UInt8]

    /// Takes a URL apart; nil if it is none with such a scheme and a host.
    init?(_ text: String) {
        // Who copies an address from a mail also copies what is before it.
        let source = Array(text.utf8.drop { " \t\r\n<(\"'".utf8.contains($0) })
        guard let colon = source.firstIndex(of: UInt8(ascii: ":")), source[colon...].starts(with: "://".utf8),
            let defaultPort = Self.defaultPorts[String(decoding: source[..<colon], as: UTF8.self).lowercased()]
        else { return nil }
        let afterSlashes = source[(colon + 3)...]
        let end = afterSlashes.firstIndex { "/?#".utf8.contains($0) } ?? afterSlashes.endIndex
        var authority = String(decoding: Self.decodingUnreserved(afterSlashes[..<end]), as: UTF8.self).lowercased()
        for port in [":\(defaultPort)", ":"] where authority.hasSuffix(port) { authority.removeLast(port.utf8.count) }
        guard !authority.isEmpty else { return nil }
        let rest = Self.decodingUnreserved(afterSlashes[end...])
        let pathEnd = rest.firstIndex { "?#".utf8.contains($0) } ?? rest.endIndex
        bytes = Array(authority.utf8) + Self.removingDotSegments(rest[..<pathEnd]) + rest[pathEnd...]
    }

    /// Whether the URL is that of a link, with or without something behind it, such as `?utm_source=mail` or a full stop.
    func begins(with link: ComparableURL) -> Bool {
        guard bytes.starts(with: link.bytes) else { return false }
        return bytes.dropFirst(link.bytes.count).first.map { !$0.isTokenCharacter } ?? true
    }

    /// The parts that have the form of a link's token; the first few, since a URL has one.
    var tokens: [LinkToken] {
        let runs = bytes.split { !$0.isTokenCharacter }
        return Array(runs.lazy.compactMap { LinkToken(text: String(decoding: $0, as: UTF8.self)) }.prefix(4))
    }

    private static let defaultPorts = ["http": 80, "https": 443]

    /// RFC 3986 6.2.2.1 and 6.2.2.2.
    private static func decodingUnreserved(_ source: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var index = source.startIndex
        while index < source.endIndex {
            let digits = String(decoding: source[(index + 1)...].prefix(2), as: UTF8.self)
            if source[index] == UInt8(ascii: "%"), digits.utf8.count == 2, let byte = UInt8(digits, radix: 16) {
                result += byte.isUnreserved ? [byte] : Array("%\(digits.uppercased())".utf8)
                index += 3
            } else {
                result.append(source[index])
                index += 1
            }
        }
        return result
    }

    /// RFC 3986 5.2.4; an empty path is `/`.
    private static func removingDotSegments(_ path: ArraySlice<UInt8>) -> [UInt8] {
        var kept: [ArraySlice<UInt8>] = []
        let segments = path.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        for (number, segment) in segments.enumerated() {
            let isLast = number == segments.count - 1
            switch String(decoding: segment, as: UTF8.self) {
            case ".": if isLast { kept.append([]) }
            case "..":
                _ = kept.popLast()
                if isLast { kept.append([]) }
            default: kept.append(segment)
            }
        }
        return Array("/".utf8) + kept.joined(separator: "/".utf8)
    }
}

extension UInt8 {
    /// A digit or a lowercase letter, of which tokens are made.
    fileprivate var isTokenCharacter: Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self)
    }

    /// RFC 3986 2.3.
    fileprivate var isUnreserved: Bool {
        isTokenCharacter || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) || "-._~".utf8.contains(self)
    }
}
