private import Glibc

/// Reads a line of a fixed layout from front to back; every step either matches exactly or fails.
///
/// The line is handed to each step because a value that keeps a `Span` is still an experiment of the language.
package struct LineCursor {
    /// The offset in the line at which the next step reads.
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

    /// Steps over `count` bytes, or fails and stays.
    package mutating func skip(_ count: Int, in bytes: Span<UInt8>) -> Bool {
        guard bytes.count - position >= count else { return false }
        position += count
        return true
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

    /// Steps behind the quotation mark that ends a JSON text; `nil` if an escape comes first.
    ///
    /// - Returns: The text's bytes in the line.
    package mutating func plainText(in bytes: Span<UInt8>) -> Range<Int>? {
        let start = position
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                defer { position += 1 }
                return start..<position
            case UInt8(ascii: "\\"): return nil
            default: position += 1
            }
        }
        return nil
    }
}

extension Span<UInt8> {
    /// How many bytes come before the first newline; `nil` when there is none.
    package func firstNewline() -> Int? {
        unsafe withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress, let found = unsafe memchr(base, 0x0A, bytes.count) else { return nil }
            return unsafe UnsafeRawPointer(found) - base
        }
    }
}
