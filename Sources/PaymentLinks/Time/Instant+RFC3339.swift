extension Instant {
    /// How many bytes a text has.
    package static let textByteCount = 24

    /// The moment in RFC 3339's form with milliseconds, always in UTC: `2026-11-22T13:25:00.000Z`.
    package var text: String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.textByteCount)
        appendText(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends the 24 bytes of `text`, without a copy in between.
    package func appendText(to bytes: inout [UInt8]) {
        let dayNumber = Self.floorDivide(milliseconds, by: Self.millisecondsPerDay)
        let time = Int(milliseconds - dayNumber * Self.millisecondsPerDay)
        let date = CivilDate(dayNumber: Int(dayNumber))
        bytes.append(twoDigits: date.year / 100)
        bytes.append(twoDigits: date.year % 100)
        bytes.append("-", twoDigits: date.month)
        bytes.append("-", twoDigits: date.day)
        bytes.append("T", twoDigits: time / 3_600_000)
        bytes.append(":", twoDigits: time / 60_000 % 60)
        bytes.append(":", twoDigits: time / 1000 % 60)
        bytes.append(UInt8(ascii: "."))
        bytes.append(UInt8(ascii: "0") + UInt8(time / 100 % 10))
        bytes.append(twoDigits: time % 100)
        bytes.append(UInt8(ascii: "Z"))
    }

    /// Reads a moment in RFC 3339's form.
    ///
    /// A date, `T`, a time with 0 to 9 decimals of a second, and `Z` or an offset such as `+01:00`; decimals beyond the
    /// millisecond are cut off. `t` and `z` are taken too (RFC 3339 5.6), a second of 60 isn't, since POSIX time has no
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

    static let millisecondsPerDay: Int64 = 86_400_000

    private static func floorDivide(_ dividend: Int64, by divisor: Int64) -> Int64 {
        let quotient = dividend / divisor
        return dividend % divisor < 0 ? quotient - 1 : quotient
    }
}

extension [UInt8] {
    fileprivate mutating func append(_ separator: Unicode.Scalar, twoDigits number: Int) {
        append(UInt8(ascii: separator))
        append(twoDigits: number)
    }

    fileprivate mutating func append(twoDigits number: Int) {
        append(UInt8(ascii: "0") + UInt8(number / 10))
        append(UInt8(ascii: "0") + UInt8(number % 10))
    }
}
