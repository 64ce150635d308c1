extension String {
    /// The beginning, fit for a sentence.
    var shortened: String { count <= 30 ? self : prefix(30) + "…" }

    /// Without spaces at its ends, which people leave behind a separator.
    var trimmed: String {
        let inner = drop { $0 == " " }
        return String(inner.reversed().drop { $0 == " " }.reversed())
    }
}
