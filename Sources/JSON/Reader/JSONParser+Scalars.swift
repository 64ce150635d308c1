extension JSONParser {
    /// Takes exactly the bytes of `true`, `false` or `null`.
    mutating func scan(_ literal: StaticString, _ text: Span<UInt8>) throws(JSONSyntaxError) {
        for index in 0..<literal.utf8CodeUnitCount {
            guard position < text.count else { throw JSONSyntaxError(.unexpectedEnd, at: position) }
            guard unsafe text[position] == literal.utf8Start[index] else {
                throw JSONSyntaxError(.unexpectedByte, at: position)
            }
            position += 1
        }
    }

    /// Takes a number by RFC 8259 section 6: sign, integer without leading zeros, fraction, exponent.
    mutating func scanNumber(_ text: Span<UInt8>) throws(JSONSyntaxError) {
        if text[position] == UInt8(ascii: "-") { position += 1 }
        let startsWithZero = peek(text) == UInt8(ascii: "0")
        let integerDigits = try scanDigits(text)
        if startsWithZero, integerDigits > 1 { throw JSONSyntaxError(.invalidNumber, at: position - integerDigits + 1) }
        if peek(text) == UInt8(ascii: ".") {
            position += 1
            try scanDigits(text)
        }
        if let byte = peek(text), byte | 0x20 == UInt8(ascii: "e") {
            position += 1
            if let sign = peek(text), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { position += 1 }
            try scanDigits(text)
        }
    }

    /// Takes one or more digits; returns how many.
    @discardableResult
    private mutating func scanDigits(_ text: Span<UInt8>) throws(JSONSyntaxError) -> Int {
        let start = position
        while position < text.count, text[position] &- UInt8(ascii: "0") < 10 { position += 1 }
        guard position > start else {
            throw JSONSyntaxError(position < text.count ? .invalidNumber : .unexpectedEnd, at: position)
        }
        return position - start
    }

    private func peek(_ text: Span<UInt8>) -> UInt8? {
        position < text.count ? text[position] : nil
    }
}
