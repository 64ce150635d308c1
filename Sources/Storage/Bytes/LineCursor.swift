/// Reads the fixed parts of a line from front to back; every step either matches exactly or fails.
///
/// The line is handed to each step because a value that keeps a `Span` is still an experiment of the language.
package struct LineCursor {
    /// Where in the line the next step reads.
    package var position: Int

    package init(at position: Int = 0) { self.position = position }

    /// Steps over `text`, or fails and stays.
    package mutating func skip(_ text: StaticString, in bytes: Span<UInt8>) -> Bool {
        let count = text.utf8CodeUnitCount
        guard bytes.count - position >= count else { return false }
        let matches = text.withUTF8Buffer { expected in
            for index in 0..<count where unsafe expected[index] != bytes[position + index] { return false }
            return true
        }
        if matches { position += count }
        return matches
    }

    /// Reads a decimal number without sign or leading zeros that fits in 64 bits.
    package mutating func number(in bytes: Span<UInt8>) -> UInt64? {
        let start = position
        var value: UInt64 = 0
        while position < bytes.count, case let digit = bytes[position] &- UInt8(ascii: "0"), digit < 10 {
            let (tens, overflowed) = value.multipliedReportingOverflow(by: 10)
            let (sum, carried) = tens.addingReportingOverflow(UInt64(digit))
            guard !overflowed, !carried else { return nil }
            value = sum
            position += 1
        }
        let digitCount = position - start
        guard digitCount > 0, digitCount == 1 || bytes[start] != UInt8(ascii: "0") else { return nil }
        return value
    }

    /// Reads everything up to the next quotation mark and steps over that mark.
    package mutating func textToQuote(in bytes: Span<UInt8>) -> String? {
        var end = position
        while end < bytes.count, bytes[end] != UInt8(ascii: "\"") { end += 1 }
        guard end < bytes.count else { return nil }
        let text = (position..<end).map { bytes[$0] }
        position = end + 1
        return String(validating: text, as: UTF8.self)
    }
}
