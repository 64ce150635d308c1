/// Times and durations for people.
enum ReadableTime {
    /// Shortens an RFC 3339 time in UTC to minutes, `2026-11-22 13:25`; any other text stays as it is.
    static func minutes(_ time: String) -> String {
        let parts = time.split(separator: "T", omittingEmptySubsequences: false)
        guard parts.count == 2, time.hasSuffix("Z"), parts[0].utf8.count == 10, parts[1].utf8.count >= 6 else {
            return time
        }
        return "\(parts[0]) \(parts[1].prefix(5))"
    }

    /// A duration in its two largest units: `3 d 4 h`, `12 min 5 s`.
    static func duration(seconds: Int64) -> String {
        let units: [(name: String, seconds: Int64)] = [("d", 86400), ("h", 3600), ("min", 60), ("s", 1)]
        guard let first = units.firstIndex(where: { seconds >= $0.seconds }) else { return "0 s" }
        let major = "\(seconds / units[first].seconds) \(units[first].name)"
        let rest = seconds % units[first].seconds
        guard first + 1 < units.count, rest / units[first + 1].seconds > 0 else { return major }
        return "\(major) \(rest / units[first + 1].seconds) \(units[first + 1].name)"
    }
}
