package import PaymentLinks

/// One message by RFC 5322: text and HTML as alternatives, the HTML with one picture (RFC 2046, RFC 2387).
///
/// A value without I/O: the same values make the same bytes. Whatever the texts hold, they end in the place that is meant
/// for them: a header has no line break but its own folds, and a part can't end its multipart.
package struct MailMessage: Sendable, Hashable {
    package var date: Instant
    package var from: Mailbox
    package var to: Mailbox
    package var subject: String
    /// What stands in `Message-ID` between the angle brackets: an `id-left`, `@` and a domain.
    package var messageID: String
    /// The language of all texts, by RFC 5646.
    package var language: String
    /// Whether a program sends it unasked, so that absence notices stay away (RFC 3834).
    package var isAutomatic: Bool
    package var text: String
    package var html: String
    /// A PNG that the HTML shows as `cid:` with `pictureID`; nil for none.
    package var picture: [UInt8]?

    package init(
        date: Instant,
        from: Mailbox,
        to: Mailbox,
        subject: String,
        messageID: String,
        language: String,
        isAutomatic: Bool = false,
        text: String,
        html: String,
        picture: [UInt8]?
    ) {
        self.date = date
        self.from = from
        self.to = to
        self.subject = subject
        self.messageID = messageID
        self.language = language
        self.isAutomatic = isAutomatic
        self.text = text
        self.html = html
        self.picture = picture
    }

    /// The `Content-ID` of the picture, without its angle brackets.
    package static let pictureID = "code@paylink"

    /// The whole message, with the line ends CR LF of RFC 5322.
    ///
    /// No line has more than 76 characters but those of a header that can't be folded, which stay under 998.
    package var bytes: [UInt8] {
        var writer = MailWriter()
        writer.header("Date", date.mailDate)
        writer.header("From", from.header)
        writer.header("To", to.header)
        writer.header("Subject", HeaderText.encoded(subject))
        writer.header("Message-ID", [.word("<\(messageID.headerToken)>")])
        writer.header("MIME-Version", [.word("1.0")])
        writer.header("Content-Language", [.word(language.headerToken)])
        if isAutomatic { writer.header("Auto-Submitted", [.word("auto-generated")]) }
        writer.multipart("alternative", boundary: "=_alternative") { writer in
            writer.part { $0.text("plain", text) }
            guard let picture else { return writer.part { $0.text("html", html) } }
            writer.part { writer in
                writer.multipart("related", boundary: "=_related", of: "text/html") { writer in
                    writer.part { $0.text("html", html) }
                    writer.part { $0.picture(picture, id: Self.pictureID) }
                }
            }
        }
        return writer.bytes
    }
}

/// Somebody who sends or gets mail.
package struct Mailbox: Sendable, Hashable {
    package var name: String?
    package var address: EmailAddress

    package init(_ name: String?, _ address: EmailAddress) {
        self.name = name
        self.address = address
    }
}
