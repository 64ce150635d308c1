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
