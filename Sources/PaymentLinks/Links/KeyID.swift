/// Names the key under which a record keyIDs personal data; the data is gone when that key is.
///
/// Written `<16 hexadecimal digits>.<decimal number>`: the keys that the number counts in, and the number.
package struct KeyID: Sendable, Hashable {
    package let keys: UInt64
    package let number: UInt64

    package init(keys: UInt64, number: UInt64) {
        self.keys = keys
        self.number = number
    }

    /// Reads a name; nil if it is none.
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
