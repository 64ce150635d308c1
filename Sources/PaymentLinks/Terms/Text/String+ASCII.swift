extension String {
    /// The text with the letters a to z in upper case and everything else as it is.
    ///
    /// For codes: Unicode's own mapping would turn "\u{131}" into "I" and "\u{df}" into "SS".
    var asciiUppercased: String {
        String(
            decoding: utf8.map { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) ? $0 - 0x20 : $0 },
            as: UTF8.self
        )
    }
}
