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
