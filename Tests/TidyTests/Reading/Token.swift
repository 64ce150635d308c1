/// A word or a sign of a Swift file.
struct Token {
    let text: String
    /// From 1.
    let line: Int
    let isWord: Bool

    /// The words and signs of the `code` view of a file, without white space.
    static func all(in code: String) -> [Self] {
        var tokens: [Self] = []
        var line = 1
        var word: [UInt8] = []
        for byte in code.utf8 {
            if isWordByte(byte) {
                word.append(byte)
                continue
            }
            if !word.isEmpty {
                tokens.append(Self(text: String(decoding: word, as: UTF8.self), line: line, isWord: true))
                word = []
            }
            if byte == UInt8(ascii: "\n") {
                line += 1
            } else if byte != UInt8(ascii: " ") {
                tokens.append(Self(text: String(UnicodeScalar(byte)), line: line, isWord: false))
            }
        }
        if !word.isEmpty { tokens.append(Self(text: String(decoding: word, as: UTF8.self), line: line, isWord: true)) }
        return tokens
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: byte >= 0x80
        }
    }
}
