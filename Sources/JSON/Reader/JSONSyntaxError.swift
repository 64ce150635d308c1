/// The reason why a text is not JSON, with the offset.
///
/// Offsets count bytes from the start of the text, beginning at 0.
package struct JSONSyntaxError: Error, Sendable, Equatable {
    /// The rules of RFC 8259 (and the reader's three limits) that a text can break.
    package enum Code: Sendable, CaseIterable {
        /// A byte that cannot stand here: a stray letter, a byte order mark, a missing comma.
        case unexpectedByte
        /// The text stops inside a value, or holds none.
        case unexpectedEnd
        /// Bytes inside a string that are not UTF-8 (RFC 3629).
        case invalidUTF8
        /// An unknown escape, an incomplete `\u`, or half of a surrogate pair.
        case invalidEscape
        /// A number outside of RFC 8259 section 6: leading zero, bare sign, missing digits.
        case invalidNumber
        /// A byte below 0x20 inside a string.
        case controlCharacter
        /// Something other than white space after the value.
        case trailingBytes
        /// More nested arrays and objects than the reader allows.
        case tooDeep
        /// More values and member names than the reader allows.
        case tooManyValues
        /// A text longer than the reader can index.
        case tooLong
    }

    /// The broken rule.
    package let code: Code
    /// The offset of the byte at fault; of its beginning for an escape or a character of several bytes.
    package let offset: Int

    /// Names the broken rule and the offset of the byte at fault.
    package init(_ code: Code, at offset: Int) {
        self.code = code
        self.offset = offset
    }

    /// One sentence for people: what is wrong and at which byte.
    package var message: String {
        switch code {
        case .unexpectedByte: "Byte \(offset) cannot stand there; look for a missing comma, quote or bracket."
        case .unexpectedEnd: "The text ends at byte \(offset), before its value is complete."
        case .invalidUTF8: "Byte \(offset) is not valid UTF-8; send the text as UTF-8."
        case .invalidEscape: "The escape at byte \(offset) is not one JSON knows, or is half of a surrogate pair."
        case .invalidNumber: "The number is malformed at byte \(offset); JSON has no leading zeros and no bare point."
        case .controlCharacter: "The string holds a raw control character at byte \(offset); write it as an escape."
        case .trailingBytes: "Something follows the value at byte \(offset); send one JSON value per line."
        case .tooDeep: "Arrays and objects are nested too deeply at byte \(offset); send a flatter text."
        case .tooManyValues: "There are too many values by byte \(offset); send them in parts."
        case .tooLong: "The text is longer than \(JSONDocument.textBytesMax) bytes; send it in parts."
        }
    }
}
