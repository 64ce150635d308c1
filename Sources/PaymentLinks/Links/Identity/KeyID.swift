/// Names the key that encrypts a record's personal data, which is unreadable once the key is destroyed.
///
/// Written `<16 hexadecimal digits>.<decimal number>`: the key tree, and the number of the key in it.
package struct KeyID: Sendable, Hashable {
    package let keys: UInt64
    package let number: UInt64

    package init(keys: UInt64, number: UInt64) {
        self.keys = keys
        self.number = number
    }

    /// Reads a key ID; nil if the text does not have the form of one.
    package init?(text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].utf8.count == 16, let keys = UInt64(parts[0], radix: 16),
            let number = UInt64(parts[1])
        else { return nil }
        self.init(keys: keys, number: number)
    }

    package var text: String {
        let digits = String(keys, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits + ".\(number)"
    }
}
