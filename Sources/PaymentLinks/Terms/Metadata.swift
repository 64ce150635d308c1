/// A shop's own notes on a link: up to 20 pairs of a key and a value, sorted by the keys' UTF-8 bytes.
///
/// A key has 1 to 40 Unicode scalars and no control characters; a value has 0 to 500 of any kind, since it is data and no
/// text to read. The order is fixed, so that the same notes are the same bytes in the journal however they were sent.
package struct Metadata: Sendable, Hashable {
    /// One pair.
    package struct Entry: Sendable, Hashable {
        private let exactKey: ExactText
        private let exactValue: ExactText

        fileprivate init(key: String, value: String) {
            exactKey = ExactText(key)
            exactValue = ExactText(value)
        }

        /// The key, unique within the link.
        package var key: String { exactKey.string }

        /// The value, which may be empty.
        package var value: String { exactValue.string }
    }

    /// The number of pairs allowed.
    package static let maximumEntryCount = 20
    private static let maximumValueScalarCount = 500

    private static let keyRule = TextRule(
        kind: .invalidMetadata,
        subject: "A metadata key",
        scalarCounts: 1...40,
        example: "invoice",
        allowsMarkup: true
    )

    /// The pairs, sorted by key.
    package let entries: [Entry]

    /// No notes.
    package init() {
        entries = []
    }

    /// Takes pairs in any order.
    ///
    /// - Parameters:
    ///   - pairs: At most 20, no key twice.
    ///   - areRecorded: Whether they may have been recorded under an earlier rule.
    /// - Throws: `invalidMetadata`; the message names the key at fault.
    package init(
        _ pairs: some Sequence<(key: String, value: String)>,
        areRecorded: Bool = false
    ) throws(Refusal) {
        var entries: [Entry] = []
        for (key, value) in pairs {
            guard entries.count < Self.maximumEntryCount else {
                throw Refusal(
                    .invalidMetadata,
                    "Metadata has at most \(Self.maximumEntryCount) keys; put several notes under one, "
                        + "for example {\"invoice\": \"2026-0017, branch east\"}."
                )
            }
            try areRecorded ? Self.keyRule.checkRecorded(key) : Self.keyRule.check(key)
            try Self.check(value: value, of: key)
            entries.append(Entry(key: key, value: value))
        }
        entries.sort { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        try Self.checkDistinct(entries)
        self.entries = entries
    }

    /// Whether there are no notes.
    package var isEmpty: Bool { entries.isEmpty }

    /// Finds the value of a key, compared byte for byte.
    package subscript(key: String) -> String? {
        entries.first { $0.key.utf8.elementsEqual(key.utf8) }?.value
    }

    private static func check(value: String, of key: String) throws(Refusal) {
        let count = value.unicodeScalars.count
        guard count <= maximumValueScalarCount else {
            throw Refusal(
                .invalidMetadata,
                "The value of \(Refusal.excerpt(of: key)) has 0 to \(maximumValueScalarCount) characters, not \(count); "
                    + "shorten it, for example to a number that your own records know."
            )
        }
    }

    private static func checkDistinct(_ entries: [Entry]) throws(Refusal) {
        for (entry, next) in zip(entries, entries.dropFirst()) where entry.key.utf8.elementsEqual(next.key.utf8) {
            throw Refusal(
                .invalidMetadata,
                "The metadata key \(Refusal.excerpt(of: entry.key)) is there twice; give each key once, "
                    + "for example {\"invoice\": \"2026-0017\"}."
            )
        }
    }
}
