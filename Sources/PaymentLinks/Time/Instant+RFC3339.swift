extension Instant {
    /// The length of `text` in bytes.
    package static let textByteCount = 24

    /// The moment in RFC 3339's form with milliseconds, always in UTC: `2026-11-22T13:25:00.000Z`.
    package var text: String {
        let bytes = textBytes
        return unsafe String(unsafeUninitializedCapacity: Self.textByteCount) { buffer in
            for index in 0..<Self.textByteCount { unsafe buffer[index] = bytes[index] }
            return Self.textByteCount
        }
    }

    private var textBytes: InlineArray<24, UInt8> {
        let dayNumber = Self.floorDivide(milliseconds, by: Self.millisecondsPerDay)
        let time = Int(milliseconds - dayNumber * Self.millisecondsPerDay)
        let date = CivilDate(dayNumber: Int(dayNumber))
        var bytes = InlineArray<24, UInt8>(repeating: UInt8(ascii: "-"))
        bytes.write(date.year, digitCount: 4, endingAt: 4)
        bytes.write(date.month, digitCount: 2, endingAt: 7)
        bytes.write(date.day, digitCount: 2, endingAt: 10)
        bytes[10] = UInt8(ascii: "T")
        bytes.write(time / 3_600_000, digitCount: 2, endingAt: 13)
        bytes[13] = UInt8(ascii: ":")
        bytes.write(time / 60_000 % 60, digitCount: 2, endingAt: 16)
        bytes[16] = UInt8(ascii: ":")
        bytes.write(time / 1000 % 60, digitCount: 2, endingAt: 19)
        bytes[19] = UInt8(ascii: ".")
        bytes.write(time % 1000, digitCount: 3, endingAt: 23)
        bytes[23] = UInt8(ascii: "Z")
        return bytes
    }

    /// Reads a moment in RFC 3339's form.
    ///
    /// A date, `T`, a time with 0 to 9 decimals of a second, and `Z` or an offset such as `+01:00`; decimals beyond the
    /// millisecond are cut off. `t` and `z` are accepted (RFC 3339 5.6); a second of 60 is refused, since POSIX time has no
    /// leap seconds.
    ///
    /// - Parameter text: The moment.
    /// - Throws: `invalidParameter`.
    package init(rfc3339 text: String) throws(Refusal) {
        guard let milliseconds = RFC3339Reader.milliseconds(in: text),
            (Self.earliest.milliseconds...Self.latest.milliseconds).contains(milliseconds)
        else {
            throw Refusal(
                .invalidParameter,
                "The time \(Refusal.excerpt(of: text)) isn't in the form of RFC 3339; "
                    + "write for example \"2026-11-22T13:25:00Z\" or \"2026-11-22T14:25:00+01:00\"."
            )
        }
        self.init(milliseconds: milliseconds)
    }

    /// Reads the 24 bytes of a `text` at an offset; nil for every other form.
    ///
    /// A fast path for times that the daemon wrote itself, which a start reads by the million; `init(rfc3339:)` reads times
    /// of any origin.
    package init?(textIn bytes: Span<UInt8>, at start: Int) {
        guard bytes.count - start >= Self.textByteCount else { return nil }
        func digits(_ offset: Int, _ count: Int) -> Int? {
            var number = 0
            for index in start + offset..<start + offset + count {
                let digit = bytes[index] &- UInt8(ascii: "0")
                guard digit < 10 else { return nil }
                number = number * 10 + Int(digit)
            }
            return number
        }
        func isAt(_ offset: Int, _ character: Unicode.Scalar) -> Bool {
            bytes[start + offset] == UInt8(ascii: character)
        }
        guard isAt(4, "-"), isAt(7, "-"), isAt(10, "T"), isAt(13, ":"), isAt(16, ":"), isAt(19, "."), isAt(23, "Z"),
            let year = digits(0, 4), let month = digits(5, 2), let day = digits(8, 2),
            let hour = digits(11, 2), let minute = digits(14, 2), let second = digits(17, 2),
            let millisecond = digits(20, 3),
            day >= 1, day <= CivilDate.dayCount(year: year, month: month), hour < 24, minute < 60, second < 60
        else { return nil }
        let days = Int64(CivilDate(year: year, month: month, day: day).dayNumber)
        let time = Int64(((hour * 60 + minute) * 60 + second) * 1000 + millisecond)
        self.init(milliseconds: days * Self.millisecondsPerDay + time)
    }

    static let millisecondsPerDay: Int64 = 86_400_000

    private static func floorDivide(_ dividend: Int64, by divisor: Int64) -> Int64 {
        let quotient = dividend / divisor
        return dividend % divisor < 0 ? quotient - 1 : quotient
    }
}

extension InlineArray<24, UInt8> {
    // Inlined, the number of digits is known, and no division is left.
    @inline(__always)
    fileprivate mutating func write(_ number: Int, digitCount: Int, endingAt end: Int) {
        var rest = number
        for index in (end - digitCount..<end).reversed() {
            self[index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
    }
}
