/// Eight lowercase hexadecimal digits in the eight bytes of a word, as they lie in memory.
///
/// All eight at once and without a branch on any of them: a hash is random, and a wrong guess costs more than the sum.
package enum HexadecimalWord {
    private static let ones: UInt64 = 0x0101_0101_0101_0101

    /// The digits of a number.
    package static func of(_ value: UInt32) -> UInt64 {
        var word = UInt64(value)
        word = (word | word << 16) & 0x0000_FFFF_0000_FFFF
        word = (word | word << 8) & 0x00FF_00FF_00FF_00FF
        word = (word | word << 4) & 0x0F0F_0F0F_0F0F_0F0F
        return digits(ofNibbles: word).bigEndian
    }

    /// The number that the digits spell; `nil` when one of them is something else.
    package static func value(of digits: UInt64) -> UInt32? {
        let letters = UInt64(bigEndian: digits)
        // A letter has bit 6 set, and "a" has the low half 1.
        let nibbles = (letters & (ones &* 0x0F)) &+ (letters >> 6 & ones) &* 9
        guard nibbles & (ones &* 0xF0) == 0, self.digits(ofNibbles: nibbles) == letters else { return nil }
        var word = nibbles
        word = (word | word >> 4) & 0x00FF_00FF_00FF_00FF
        word = (word | word >> 8) & 0x0000_FFFF_0000_FFFF
        return UInt32(truncatingIfNeeded: word | word >> 16)
    }

    /// The digit of each byte, which is at most 15.
    private static func digits(ofNibbles nibbles: UInt64) -> UInt64 {
        let isLetter = (nibbles &+ ones &* 6) >> 4 & ones
        return nibbles &+ ones &* 0x30 &+ isLetter &* 0x27
    }
}
