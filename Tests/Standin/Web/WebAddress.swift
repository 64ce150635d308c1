/// An absolute URL, taken apart.
package struct WebAddress: Sendable, Equatable {
    let scheme: String
    let host: String
    let port: Int
    /// Path and query; at least `/`.
    let target: String

    /// Nil for what is no http or https URL.
    package init?(_ text: String) {
        guard let schemeEnd = text.firstRange(of: "://") else { return nil }
        scheme = text[..<schemeEnd.lowerBound].lowercased()
        let rest = text[schemeEnd.upperBound...]
        let authority = rest.prefix { !"/?#".contains($0) }
        let behind = rest[authority.endIndex...].prefix { $0 != "#" }
        target = behind.hasPrefix("/") ? String(behind) : "/" + behind
        let parts = authority.split(separator: ":", omittingEmptySubsequences: false)
        let standard = scheme == "https" ? 443 : 80
        guard ["http", "https"].contains(scheme), let name = parts.first, !name.isEmpty, parts.count <= 2,
            let port = parts.count == 2 ? Int(parts[1]) : standard
        else { return nil }
        host = name.lowercased()
        self.port = port
    }

    /// Whether it leads to this very machine.
    var isLoopback: Bool { host == "localhost" || host.hasPrefix("127.") }
}
