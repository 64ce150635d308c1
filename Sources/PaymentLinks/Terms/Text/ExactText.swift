/// A text that equals another only if both have the same UTF-8 bytes.
///
/// A `String` equals every canonically equivalent one, so an order ID with a composed "é" would find the order of a
/// decomposed one. The journal, the payment service and a shop's database compare bytes, and so does this type.
package struct ExactText: Sendable, Hashable {
    package let string: String

    package init(_ string: String) {
        self.string = string
    }

    package static func == (left: ExactText, right: ExactText) -> Bool {
        // For ASCII the faster comparison of strings compares bytes.
        guard left.string.utf8Span.isKnownASCII else { return left.string.utf8.elementsEqual(right.string.utf8) }
        return left.string == right.string
    }

    package func hash(into hasher: inout Hasher) {
        var string = string
        string.withUTF8 { bytes in
            unsafe hasher.combine(bytes: UnsafeRawBufferPointer(bytes))
        }
        // A terminator, so that "ab" + "c" and "a" + "bc" in one key feed the hasher differently.
        hasher.combine(UInt8(0xff))
    }
}
