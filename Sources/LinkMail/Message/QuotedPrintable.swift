/// The encoding of RFC 2045 6.7: readable where the text is ASCII, and never a long line.
enum QuotedPrintable {
    /// The encoded lines of a text, whose own lines end with LF.
    static func lines(_ text: String) -> [String] {
        text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).flatMap(softLines)
    }

    /// One line, broken with `=` where it is too long.
    private static func softLines(_ line: Substring.UTF8View) -> [String] {
        var lines: [String] = []
        var current = ""
        let bytes = Array(line)
        for (index, byte) in bytes.enumerated() {
            let isLast = index == bytes.count - 1
            var encoded = encoded(byte, isLast: isLast)
            // A line that is not the last one of its text ends with a `=` of its own.
            if current.utf8.count + encoded.utf8.count > MailWriter.lineMax - (isLast ? 0 : 1) {
                lines.append(current + "=")
                current = ""
            }
            if current.isEmpty, lineStarts.contains(byte) { encoded = hexadecimal(byte) }
            current += encoded
        }
        return lines + [current]
    }

    private static func encoded(_ byte: UInt8, isLast: Bool) -> String {
        switch byte {
        case UInt8(ascii: "="): hexadecimal(byte)
        // White space at the end of a line gets lost on the way.
        case UInt8(ascii: " "): isLast ? hexadecimal(byte) : " "
        case 0x21...0x7e: String(UnicodeScalar(byte))
        default: hexadecimal(byte)
        }
    }

    /// A dot alone on a line ends a message for SMTP, and `From ` begins one in an mbox.
    private static let lineStarts = Array(".F".utf8)

    /// A byte as `=` and two digits.
    private static func hexadecimal(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return digits.utf8.count == 1 ? "=0\(digits)" : "=\(digits)"
    }
}
