/// A text that links are searched for, whatever its case and however Unicode composes it.
///
/// 1 to 200 Unicode scalars without control characters, at least one that is seen.
package struct SearchText: RuledText {
    package static let rule = TextRule(
        kind: .invalidParameter,
        subject: "A text to search for",
        scalarCounts: 1...200,
        example: "visser",
        allowsMarkup: true
    )

    package let exact: ExactText
    private let folded: [UInt8]

    package init(checked exact: ExactText) {
        self.exact = exact
        folded = exact.string.folded
    }

    /// Whether another text has this one in it.
    func isFound(in text: String) -> Bool {
        // What is folded from ASCII is ASCII.
        if text.utf8Span.isKnownASCII, folded.contains(where: { $0 >= 0x80 }) { return false }
        let bytes = text.folded
        guard let first = folded.first, bytes.count >= folded.count else { return false }
        return (0...bytes.count - folded.count).contains { start in
            bytes[start] == first && bytes[start..<start + folded.count].elementsEqual(folded)
        }
    }
}
