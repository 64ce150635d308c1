import JSON
import PaymentLinks

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

/// What a cell holds, ready to be sent.
enum ImportCell {
    case text(String)
    case number(Int64)
    case flag(Bool)

    /// Reads a whole number.
    init(number text: String) throws(ImportCellError) {
        guard let number = Int64(text) else {
            throw ImportCellError("\"\(text.shortened)\" is no whole number; write digits only, such as 30.")
        }
        self = .number(number)
    }

    /// Reads yes or no, as people and spreadsheets write them.
    init(flag text: String) throws(ImportCellError) {
        switch text.lowercased() {
        case "true", "yes", "1": self = .flag(true)
        case "false", "no", "0": self = .flag(false)
        default: throw ImportCellError("\"\(text.shortened)\" is neither true nor false; write one of the two.")
        }
    }

    /// Reads an amount, exactly.
    ///
    /// - Parameters:
    ///   - text: A decimal number.
    ///   - currency: The code of the currency it is in.
    ///   - hasDecimalComma: Whether the sheet is from where the comma is the decimal point.
    /// - Throws: What is wrong with it.
    init(amount text: String, currency: Currency, hasDecimalComma: Bool) throws(ImportCellError) {
        let isComma = hasDecimalComma && !text.contains(".")
        do throws(Refusal) {
            let decimal = isComma ? text.replacing(",", with: ".", maxReplacements: 1) : text
            self = .number(try Money(decimal: decimal, currency: currency).amount)
        } catch {
            throw ImportCellError(error.message)
        }
    }

    /// Writes the value.
    func write(to writer: inout JSONWriter) {
        switch self {
        case .text(let text): writer.value(text)
        case .number(let number): writer.value(number)
        case .flag(let flag): writer.value(flag)
        }
    }
}

/// What is wrong with a cell, in one sentence.
struct ImportCellError: Error {
    let message: String

    init(_ message: String) {
        self.message = message
    }
}

extension String {
    /// The beginning, fit for a sentence.
    var shortened: String { count <= 30 ? self : prefix(30) + "…" }
}
