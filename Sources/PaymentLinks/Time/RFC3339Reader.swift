/// Parses an RFC 3339 `date-time` from left to right; each step returns nil for bytes outside the grammar.
struct RFC3339Reader {
    private let bytes: [UInt8]
    private var position = 0

    /// From the length without fraction and offset to the length with the longest of both.
    private static let lengths = 20...35

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The milliseconds since 1970-01-01T00:00:00Z; nil if the text is not a `date-time`, or the day does not exist.
    static func milliseconds(in text: String) -> Int64? {
        guard lengths.contains(text.utf8.count) else { return nil }
        var reader = RFC3339Reader(bytes: Array(text.utf8))
        guard let day = reader.dayNumber(), reader.takes("T", or: "t"), let time = reader.timeOfDay(),
            let offset = reader.offset(), reader.position == reader.bytes.count
        else { return nil }
        return Int64(day) * Instant.millisecondsPerDay + Int64(time) - Int64(offset)
    }

    private mutating func dayNumber() -> Int? {
        guard let century = number(0...99), let yearOfCentury = number(0...99), takes("-"),
            let month = number(1...12), takes("-")
        else { return nil }
        let year = century * 100 + yearOfCentury
        guard let day = number(1...CivilDate.dayCount(year: year, month: month)) else { return nil }
        return CivilDate(year: year, month: month, day: day).dayNumber
    }

    /// In milliseconds.
    private mutating func timeOfDay() -> Int? {
        guard let hour = number(0...23), takes(":"), let minute = number(0...59), takes(":"),
            let second = number(0...59), let milliseconds = fraction()
        else { return nil }
        return ((hour * 60 + minute) * 60 + second) * 1000 + milliseconds
    }

    /// In milliseconds; 0 if there is no point.
    private mutating func fraction() -> Int? {
        guard takes(".") else { return 0 }
        var milliseconds = 0
        var weight = 100
        var count = 0
        while let digit = digit() {
            milliseconds += digit * weight
            weight /= 10
            count += 1
        }
        return (1...9).contains(count) ? milliseconds : nil
    }

    /// In milliseconds east of UTC.
    private mutating func offset() -> Int? {
        if takes("Z", or: "z") { return 0 }
        let sign: Int
        if takes("+") { sign = 1 } else if takes("-") { sign = -1 } else { return nil }
        guard let hours = number(0...23), takes(":"), let minutes = number(0...59) else { return nil }
        return sign * (hours * 60 + minutes) * 60_000
    }

    /// Two digits.
    private mutating func number(_ range: ClosedRange<Int>) -> Int? {
        guard let tens = digit(), let ones = digit() else { return nil }
        let number = tens * 10 + ones
        return range.contains(number) ? number : nil
    }

    private mutating func digit() -> Int? {
        guard position < bytes.count, bytes[position].isDigit else { return nil }
        defer { position += 1 }
        return Int(bytes[position] - UInt8(ascii: "0"))
    }

    private mutating func takes(_ character: Unicode.Scalar, or other: Unicode.Scalar? = nil) -> Bool {
        guard position < bytes.count else { return false }
        let byte = Unicode.Scalar(bytes[position])
        guard byte == character || byte == other else { return false }
        position += 1
        return true
    }
}
