import FoundationEssentials
import PaymentLinks

/// A word of a header that is never broken: ASCII without a control character.
struct HeaderText: Sendable, Hashable {
    let text: String

    /// A word that is known to be one.
    static func word(_ text: String) -> HeaderText { HeaderText(text: text) }

    /// Free text: its words if all of it is plain ASCII, else encoded words (RFC 2047), which any mail program decodes.
    static func encoded(_ text: String) -> [HeaderText] {
        let text = text.oneLine
        let isPlain = text.utf8.allSatisfy { (0x20...0x7e).contains($0) } && !text.contains("=?")
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        // A fold swallows none of several spaces, but some programs do.
        guard isPlain, words.allSatisfy({ !$0.isEmpty && $0.utf8.count < MailWriter.lineMax - 10 }) else {
            return encodedWords(text, byteCountMax: 39)
        }
        return words.map { HeaderText(text: String($0)) }
    }

    /// A display name: a quoted string, or encoded words.
    static func phrase(_ name: String) -> [HeaderText] {
        let name = name.oneLine
        guard name.utf8.allSatisfy({ (0x20...0x7e).contains($0) }), name.utf8.count <= 60, !name.contains("=?") else {
            return encodedWords(name, byteCountMax: 42)
        }
        let quoted = name.unicodeScalars.reduce(into: "") { quoted, scalar in
            if scalar == "\"" || scalar == "\\" { quoted += "\\" }
            quoted.unicodeScalars.append(scalar)
        }
        return [HeaderText(text: "\"\(quoted)\"")]
    }

    /// Encoded words, none of which cuts a character in two.
    ///
    /// In base64 the bytes have to fit into 75 characters with `=?UTF-8?B?` and `?=` (RFC 2047 2), and into a line of 76 with
    /// the header's name.
    private static func encodedWords(_ text: String, byteCountMax: Int) -> [HeaderText] {
        var words: [HeaderText] = []
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars {
            let next = Array(String(scalar).utf8)
            if bytes.count + next.count > byteCountMax {
                words.append(encodedWord(bytes))
                bytes = []
            }
            bytes += next
        }
        return bytes.isEmpty ? words : words + [encodedWord(bytes)]
    }

    private static func encodedWord(_ bytes: [UInt8]) -> HeaderText {
        HeaderText(text: "=?UTF-8?B?\(Data(bytes).base64EncodedString())?=")
    }
}

extension Mailbox {
    /// The mailbox as the words of a header.
    var header: [HeaderText] {
        guard let name, !name.oneLine.isEmpty else { return [.word(address.text)] }
        return HeaderText.phrase(name) + [.word("<\(address.text)>")]
    }
}

extension String {
    /// The text on one line, without what steers a display: a control becomes a space, and there are none at the ends.
    package var oneLine: String {
        var scalars = String.UnicodeScalarView()
        for scalar in unicodeScalars { scalars.append(scalar.isControl ? " " : scalar) }
        return String(scalars).trimmed
    }

    private var trimmed: String {
        var rest = self[...]
        while rest.first == " " { rest.removeFirst() }
        while rest.last == " " { rest.removeLast() }
        return String(rest)
    }

    /// The text without what can't stand in a structured header: all but visible ASCII, and angle brackets.
    var headerToken: String {
        String(unicodeScalars.filter { (0x21...0x7e).contains($0.value) && $0 != "<" && $0 != ">" }.map(Character.init))
    }
}
