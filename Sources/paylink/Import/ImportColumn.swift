import JSON

/// A column of a sheet of new links: a parameter of `generateLink`, and how its cells are written.
enum ImportColumn: Hashable {
    /// A text that is sent as it is.
    case text(String)
    /// A number without decimals.
    case number(String)
    case flag(String)
    case amount
    /// A text within the customer.
    case customer(String)
    /// One of the shop's own notes.
    case metadata(String)

    /// Every name there is, in the order in which they are told.
    static let names =
        texts + [amountName] + numbers + flags + customerFields + ["metadata.NAME"]

    private static let texts = [
        "site", "orderId", "currency", "description", "gateway", "redirectUrl", "cancelUrl", "notificationUrl",
        "onExisting",
    ]
    private static let amountName = "amount"
    private static let numbers = ["daysActive", "secondsActive"]
    private static let flags = ["secondChanceEmail"]
    private static let customerFields = ["firstName", "lastName", "email", "country", "locale"]
    private static let customerPrefix = "customer."
    private static let metadataPrefix = "metadata."

    /// Takes the head of a column, in any case and also as words: `Order ID`; nil if it names no parameter.
    init?(head: String) {
        let word = Self.word(head)
        let field = word.hasPrefix(Self.customerPrefix) ? String(word.dropFirst(Self.customerPrefix.count)) : word
        if let name = Self.texts.first(where: { Self.word($0) == word }) {
            self = .text(name)
        } else if let name = Self.numbers.first(where: { Self.word($0) == word }) {
            self = .number(name)
        } else if let name = Self.flags.first(where: { Self.word($0) == word }) {
            self = .flag(name)
        } else if word == Self.amountName {
            self = .amount
        } else if let name = Self.customerFields.first(where: { Self.word($0) == field }) {
            self = .customer(name)
        } else if head.hasPrefix(Self.metadataPrefix), head.count > Self.metadataPrefix.count {
            self = .metadata(String(head.dropFirst(Self.metadataPrefix.count)))
        } else {
            return nil
        }
    }

    /// A name without what people write in different ways.
    private static func word(_ name: String) -> String {
        name.lowercased().filter { $0 != " " && $0 != "_" && $0 != "-" }
    }

    /// A cell's text as the daemon spells it, where people write it in several ways.
    func plain(_ text: String) -> String {
        switch self {
        case .text("currency"), .text("gateway"), .customer("country"): WordArgument.upperCase(text)
        case .customer("locale"): WordArgument.locale(text)
        case .text, .number, .flag, .amount, .customer, .metadata: text
        }
    }

    /// Where its value stands within a row of `generateLinks`, as a JSON Pointer.
    var pointer: String {
        switch self {
        case .text(let name), .number(let name), .flag(let name): "/\(name)"
        case .amount: "/\(Self.amountName)"
        case .customer(let field): "/customer/\(field)"
        case .metadata(let name): "/metadata/\(name.jsonPointerToken)"
        }
    }
}
