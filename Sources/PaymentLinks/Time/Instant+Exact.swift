extension Instant {
    /// Reads the 24 bytes of `text` at an offset, as they were written by it; nil for every other spelling.
    ///
    /// For what the daemon wrote itself, millions of times at a start; `init(rfc3339:)` is for what others write.
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
}
