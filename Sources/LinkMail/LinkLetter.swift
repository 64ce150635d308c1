package import PaymentLinks

/// What a customer is written about a payment link.
///
/// A value without I/O; every text in it may be as nasty as a customer can type it.
package struct LinkLetter: Sendable, Hashable {
    /// What the letter is for.
    package enum Occasion: Sendable, Hashable {
        /// The link is new to the customer.
        case link
        /// The customer has it, and has not paid yet.
        case reminder
    }

    package var occasion: Occasion
    package var language: MailLanguage
    /// The shop as its customers know it.
    package var shop: String
    /// The customer's full name; empty if it is unknown.
    package var customerName: String
    package var orderID: String
    package var description: String
    /// What is still to be paid, such as `49.95`.
    package var dueText: String
    /// The currency of it, by ISO 4217.
    package var currency: String
    /// Until when the link can be paid.
    package var expiresAt: WallMoment
    package var url: String

    package init(
        _ occasion: Occasion,
        in language: MailLanguage,
        shop: String,
        customerName: String,
        orderID: String,
        description: String,
        dueText: String,
        currency: String,
        expiresAt: WallMoment,
        url: String
    ) {
        self.occasion = occasion
        self.language = language
        self.shop = shop.oneLine
        self.customerName = customerName.oneLine
        self.orderID = orderID.oneLine
        self.description = description.oneLine
        self.dueText = dueText
        self.currency = currency
        self.expiresAt = expiresAt
        self.url = url
    }

    /// The letter as a message.
    ///
    /// - Parameters:
    ///   - sender: The sender's address; the name beside it is the shop's.
    ///   - receiver: The customer's address.
    ///   - date: When it is written.
    ///   - messageID: What no other message has, such as `lnk_….1@shop.example`.
    ///   - code: The link as a QR code, a PNG; nil leaves it out.
    /// - Returns: The message.
    package func message(
        from sender: EmailAddress,
        to receiver: EmailAddress,
        date: Instant,
        messageID: String,
        code: [UInt8]?
    ) -> MailMessage {
        MailMessage(
            date: date,
            from: Mailbox(shop, sender),
            to: Mailbox(customerName.isEmpty ? nil : customerName, receiver),
            subject: sentence(occasion == .link ? texts.subject : texts.reminderSubject),
            messageID: messageID,
            language: language.rawValue,
            isAutomatic: occasion == .reminder,
            text: text,
            html: html(hasCode: code != nil),
            picture: code
        )
    }

    var texts: MailTexts { language.texts }

    var greeting: String {
        customerName.isEmpty ? texts.plainGreeting : sentence(texts.greeting)
    }

    var introduction: String {
        sentence(occasion == .link ? texts.introduction : texts.reminderIntroduction)
    }

    var amount: String { language.amount(dueText, currency) }

    /// The facts of the order, each with its label.
    var facts: [(label: String, value: String)] {
        [(texts.order, orderID), (texts.description, description), (texts.until, language.moment(expiresAt))]
    }

    /// A sentence with the names in their places; what a name holds is never taken for a place.
    private func sentence(_ pattern: String) -> String {
        let values = ["shop": shop, "order": orderID, "name": customerName]
        return pattern.split(separator: "{", omittingEmptySubsequences: false).enumerated().map { index, piece in
            guard index > 0, let end = piece.firstIndex(of: "}") else { return String(piece) }
            return (values[String(piece[..<end])] ?? "") + piece[piece.index(after: end)...]
        }.joined()
    }
}
