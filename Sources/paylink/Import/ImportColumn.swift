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

    /// Takes the head of a column; nil if it names no parameter.
    init?(head: String) {
        let field = head.hasPrefix(Self.customerPrefix) ? String(head.dropFirst(Self.customerPrefix.count)) : head
        if Self.texts.contains(head) {
            self = .text(head)
        } else if Self.numbers.contains(head) {
            self = .number(head)
        } else if Self.flags.contains(head) {
            self = .flag(head)
        } else if head == Self.amountName {
            self = .amount
        } else if Self.customerFields.contains(field) {
            self = .customer(field)
        } else if head.hasPrefix(Self.metadataPrefix), head.count > Self.metadataPrefix.count {
            self = .metadata(String(head.dropFirst(Self.metadataPrefix.count)))
        } else {
            return nil
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
