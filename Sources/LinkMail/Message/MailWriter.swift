import FoundationEssentials

/// Writes the headers and parts of a message, each line with its CR LF.
struct MailWriter {
    private(set) var bytes: [UInt8] = []
    private var boundaries: [String] = []

    /// The longest line of encoded text (RFC 2045 6.7 and 6.8), and the length that RFC 5322 wants of headers.
    static let lineMax = 76

    private mutating func line(_ text: String) {
        bytes += Array(text.utf8) + [0x0d, 0x0a]
    }

    /// Writes a header, folded before a word that would make its line too long.
    mutating func header(_ name: String, _ words: [HeaderText]) {
        var current = "\(name):"
        for word in words {
            if current.utf8.count + 1 + word.text.utf8.count > Self.lineMax, current != "\(name):" {
                line(current)
                current = ""
            }
            current += " \(word.text)"
        }
        line(current)
    }

    /// Writes a multipart's own headers and its parts.
    ///
    /// - Parameters:
    ///   - kind: Its subtype.
    ///   - boundary: What separates the parts; it begins with `=_`, which neither encoding of a part can produce.
    ///   - root: The type of the part that the others belong to, if there is one (RFC 2387).
    ///   - write: Writes the parts.
    mutating func multipart(
        _ kind: String,
        boundary: String,
        of root: String? = nil,
        _ write: (inout MailWriter) -> Void
    ) {
        header(
            "Content-Type",
            [.word("multipart/\(kind);")] + (root.map { [.word("type=\"\($0)\";")] } ?? [])
                + [.word("boundary=\"\(boundary)\"")]
        )
        boundaries.append(boundary)
        write(&self)
        boundaries.removeLast()
        line("")
        line("--\(boundary)--")
    }

    /// Writes one part of the innermost multipart.
    mutating func part(_ write: (inout MailWriter) -> Void) {
        line("")
        line("--\(boundaries.last ?? "")")
        write(&self)
    }

    /// Writes a text as the body of a part.
    mutating func text(_ kind: String, _ text: String) {
        header("Content-Type", [.word("text/\(kind);"), .word("charset=utf-8")])
        header("Content-Transfer-Encoding", [.word("quoted-printable")])
        line("")
        for encoded in QuotedPrintable.lines(text) { line(encoded) }
    }

    /// Writes a PNG as the body of a part that is shown where the HTML names it.
    mutating func picture(_ picture: [UInt8], id: String) {
        header("Content-Type", [.word("image/png")])
        header("Content-Transfer-Encoding", [.word("base64")])
        header("Content-ID", [.word("<\(id)>")])
        header("Content-Disposition", [.word("inline;"), .word("filename=\"code.png\"")])
        line("")
        var rest = Data(picture).base64EncodedString()[...]
        while !rest.isEmpty {
            line(String(rest.prefix(Self.lineMax)))
            rest = rest.dropFirst(Self.lineMax)
        }
    }
}
