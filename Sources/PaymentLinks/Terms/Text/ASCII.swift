extension UInt8 {
    /// Whether the byte is an ASCII digit.
    var isDigit: Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
    }

    /// Whether the byte is an ASCII digit or a letter A to F in either case.
    var isHexDigit: Bool {
        isDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(self | 0x20)
    }

    /// Whether the byte is an ASCII letter or digit.
    var isLetterOrDigit: Bool {
        isDigit || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
    }
}

extension String {
    /// The text with the letters a to z in upper case and everything else as it is.
    ///
    /// For hints about codes: Unicode's own mapping would turn "\u{131}" into "I" and "\u{df}" into "SS".
    var asciiUppercased: String {
        String(
            decoding: utf8.map { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) ? $0 - 0x20 : $0 },
            as: UTF8.self
        )
    }
}
