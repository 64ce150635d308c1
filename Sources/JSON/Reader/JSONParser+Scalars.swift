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

// MARK: Strings

extension JSONParser {
    /// Takes a string from its opening to its closing quote; returns whether it holds an escape.
    mutating func scanString(_ text: Span<UInt8>) throws(JSONSyntaxError) -> Bool {
        position += 1
        var isEscaped = false
        while true {
            position = text.endOfPlainText(from: position)
            guard position < text.count else { throw JSONSyntaxError(.unexpectedEnd, at: position) }
            switch text[position] {
            case UInt8(ascii: "\""):
                position += 1
                return isEscaped
            case UInt8(ascii: "\\"):
                isEscaped = true
                try scanEscape(text)
            case 0x00..<0x20:
                throw JSONSyntaxError(.controlCharacter, at: position)
            default:
                try scanMultibyteScalars(text)
            }
        }
    }

    private mutating func scanEscape(_ text: Span<UInt8>) throws(JSONSyntaxError) {
        let start = position
        guard start + 1 < text.count else { throw JSONSyntaxError(.unexpectedEnd, at: text.count) }
        switch text[start + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            position = start + 2
        case UInt8(ascii: "u"):
            position = start + 2
            let unit = try scanHexUnit(text, escapeStart: start)
            if UTF16.isTrailSurrogate(unit) { throw JSONSyntaxError(.invalidEscape, at: start) }
            if UTF16.isLeadSurrogate(unit) { try scanTrailSurrogate(text, escapeStart: start) }
        default:
            throw JSONSyntaxError(.invalidEscape, at: start)
        }
    }

    private mutating func scanTrailSurrogate(_ text: Span<UInt8>, escapeStart: Int) throws(JSONSyntaxError) {
        for expected in "\\u".utf8 {
            guard position < text.count else { throw JSONSyntaxError(.unexpectedEnd, at: position) }
            guard text[position] == expected else { throw JSONSyntaxError(.invalidEscape, at: escapeStart) }
            position += 1
        }
        let unit = try scanHexUnit(text, escapeStart: escapeStart)
        guard UTF16.isTrailSurrogate(unit) else { throw JSONSyntaxError(.invalidEscape, at: escapeStart) }
    }

    private mutating func scanHexUnit(_ text: Span<UInt8>, escapeStart: Int) throws(JSONSyntaxError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard position < text.count else { throw JSONSyntaxError(.unexpectedEnd, at: position) }
            guard let digit = text[position].hexDigitValue else {
                throw JSONSyntaxError(.invalidEscape, at: escapeStart)
            }
            unit = unit << 4 | UInt16(digit)
            position += 1
        }
        return unit
    }

    /// Takes a run of scalars beyond ASCII, by table 3-7 of the Unicode Standard (RFC 3629 section 4).
    private mutating func scanMultibyteScalars(_ text: Span<UInt8>) throws(JSONSyntaxError) {
        while position < text.count, text[position] >= 0x80 {
            let start = position
            guard let (second, count) = utf8Continuation(after: text[start]) else {
                throw JSONSyntaxError(.invalidUTF8, at: start)
            }
            position += 1
            for index in 0..<count {
                guard position < text.count else { throw JSONSyntaxError(.unexpectedEnd, at: position) }
                guard (index == 0 ? second : 0x80...0xBF).contains(text[position]) else {
                    throw JSONSyntaxError(.invalidUTF8, at: start)
                }
                position += 1
            }
        }
    }
}

/// The range of the second byte, and the number of bytes still to come, after a lead byte; nil for no lead byte.
///
/// The narrowed ranges exclude overlong forms, surrogates and scalars above U+10FFFF.
private func utf8Continuation(after lead: UInt8) -> (second: ClosedRange<UInt8>, count: Int)? {
    switch lead {
    case 0xC2...0xDF: (0x80...0xBF, 1)
    case 0xE0: (0xA0...0xBF, 2)
    case 0xED: (0x80...0x9F, 2)
    case 0xE1...0xEF: (0x80...0xBF, 2)
    case 0xF0: (0x90...0xBF, 3)
    case 0xF1...0xF3: (0x80...0xBF, 3)
    case 0xF4: (0x80...0x8F, 3)
    default: nil
    }
}

extension UInt8 {
    /// The value of an ASCII hexadecimal digit.
    var hexDigitValue: UInt8? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
