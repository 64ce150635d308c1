extension Span<UInt8> {
    /// The offset of the first byte at or after `start` that a JSON string cannot copy as it is, or the end.
    ///
    /// Those are the quote, the backslash, control characters, and everything beyond ASCII. Eight bytes are tested at a
    /// time; the lowest marked byte of a word is exact, because a borrow only disturbs the bytes above it.
    @inline(__always)
    func endOfPlainText(from start: Int) -> Int {
        var offset = start
        while offset + 8 <= count {
            let special = UInt64(littleEndian: word(at: offset)).specialBytes
            if special != 0 { return offset + special.trailingZeroBitCount / 8 }
            offset += 8
        }
        while offset < count, !self[offset].isSpecialInString { offset += 1 }
        return offset
    }

    @inline(__always)
    private func word(at offset: Int) -> UInt64 {
        // Checked against the bounds by the callee; unsafe only because any bit pattern is reinterpreted.
        unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }
}

extension UInt8 {
    fileprivate var isSpecialInString: Bool {
        self < 0x20 || self >= 0x80 || self == UInt8(ascii: "\"") || self == UInt8(ascii: "\\")
    }
}

extension UInt64 {
    /// The top bit of each byte that is a quote, a backslash, below 0x20 or above 0x7F.
    @inline(__always)
    fileprivate var specialBytes: UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let tops: UInt64 = 0x8080_8080_8080_8080
        let quotes = self ^ (ones &* UInt64(UInt8(ascii: "\"")))
        let backslashes = self ^ (ones &* UInt64(UInt8(ascii: "\\")))
        let controls = self &- ones &* 0x20
        return ((quotes &- ones) | (backslashes &- ones) | controls | self) & tops
    }
}

// MARK: Escapes

extension Span<UInt8> {
    /// The UTF-8 of a JSON string whose bytes between the quotes were found valid before.
    func decodedString(_ range: Range<Int>, isEscaped: Bool) -> [UInt8] {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(range.count)
        var offset = range.lowerBound
        while offset < range.upperBound {
            if isEscaped, self[offset] == UInt8(ascii: "\\") {
                decodeEscape(at: &offset, into: &decoded)
            } else {
                decoded.append(self[offset])
                offset += 1
            }
        }
        return decoded
    }

    private func decodeEscape(at offset: inout Int, into decoded: inout [UInt8]) {
        let letter = self[offset + 1]
        offset += 2
        switch letter {
        case UInt8(ascii: "b"): decoded.append(0x08)
        case UInt8(ascii: "f"): decoded.append(0x0C)
        case UInt8(ascii: "n"): decoded.append(0x0A)
        case UInt8(ascii: "r"): decoded.append(0x0D)
        case UInt8(ascii: "t"): decoded.append(0x09)
        case UInt8(ascii: "u"):
            let scalar = decodeScalar(at: &offset)
            decoded.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        default: decoded.append(letter)
        }
    }

    /// Reads four hexadecimal digits, and the second half of the pair if they are a lead surrogate.
    private func decodeScalar(at offset: inout Int) -> Unicode.Scalar {
        let unit = decodeHexUnit(at: &offset)
        guard UTF16.isLeadSurrogate(unit) else { return Unicode.Scalar(unit) ?? "\u{FFFD}" }
        offset += 2
        let trail = decodeHexUnit(at: &offset)
        let scalar = 0x10000 + (UInt32(unit) & 0x3FF) << 10 + UInt32(trail) & 0x3FF
        return Unicode.Scalar(scalar) ?? "\u{FFFD}"
    }

    private func decodeHexUnit(at offset: inout Int) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            unit = unit << 4 | UInt16(self[offset].hexDigitValue ?? 0)
            offset += 1
        }
        return unit
    }
}
