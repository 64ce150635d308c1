/// Text that equals another text only if both have the same UTF-8 bytes.
///
/// A `String` equals every canonically equivalent one, so that an order ID with a composed "é" would find the order of
/// a decomposed one. The journal, the payment service and a shop's database all compare bytes, and so do we.
struct ExactText: Sendable, Hashable {
    let string: String

    init(_ string: String) {
        self.string = string
    }

    static func == (left: ExactText, right: ExactText) -> Bool {
        // Without other characters than ASCII, the faster comparison of strings is one of bytes.
        guard left.string.utf8Span.isKnownASCII else { return left.string.utf8.elementsEqual(right.string.utf8) }
        return left.string == right.string
    }

    func hash(into hasher: inout Hasher) {
        var string = string
        string.withUTF8 { bytes in
            unsafe hasher.combine(bytes: UnsafeRawBufferPointer(bytes))
        }
        // Ends the bytes, so that "ab" + "c" and "a" + "bc" in one key feed the hasher differently.
        hasher.combine(UInt8(0xff))
    }
}
