import JSON

/// Links as records of a CSV file (RFC 4180), for spreadsheets and for import elsewhere.
///
/// Every column is there in every record, empty where the link has nothing. Amounts are in the currency's major unit, as
/// `generate --from` takes them.
struct LinkCSV {
    /// What reads the file.
    enum Reader: Equatable {
        /// A program: a field is what the link holds, to the byte.
        case program
        /// A spreadsheet: semicolons, the decimal comma and a byte order mark, and no cell is a formula.
        case spreadsheet
    }

    let reader: Reader

    /// The columns: members of the link, and of its customer behind a dot; `metadata` is JSON.
    static let columns = [
        "site", "orderId", "linkId", "status", "currency", "amount", "description", "createdAt",
        "expiresAt", "url", "issuer", "gateway", "customer.firstName", "customer.lastName", "customer.email",
        "customer.country", "customer.locale", "customerErasedAt", "secondChanceEmail", "redirectUrl", "cancelUrl",
        "notificationUrl",
        "metadata", "duplicateOf", "supersededBy", "cancelledAt", "cancelReason", "paidAmount", "carriedAmount",
        "dueAmount", "paidAt",
        "paidLate", "overpaidAmount", "refundedAmount", "chargedBackAmount", "transactionId", "settledBy",
        "paidAgainBy", "openings", "openingsLeft", "version", "seq",
    ]

    private var separator: Unicode.Scalar { reader == .spreadsheet ? ";" : "," }

    /// The first record: the names of the columns, as the wire spells them.
    var header: String { (reader == .spreadsheet ? "\u{FEFF}" : "") + record(Self.columns) }

    /// The record of one link.
    func record(of link: JSONValue) -> String {
        record(Self.columns.map { column in text(of: column, in: link) })
    }

    private func text(of column: String, in link: JSONValue) -> String {
        var value: JSONValue? = link
        for name in column.split(separator: ".") { value = value?[String(name)] }
        guard let value, !value.isNull, value.kind != .object || value.count > 0 else { return "" }
        if column == "amount" || column.hasSuffix("Amount"), let minorUnits = value.integer {
            let decimal = AmountText.decimal(minorUnits, link.text("currency"))
            return reader == .spreadsheet ? decimal.replacing(".", with: ",") : decimal
        }
        return harmless(value.string ?? String(decoding: value.rawBytes, as: UTF8.self))
    }

    /// Spreadsheets take a cell that begins so for a formula; an apostrophe makes it a text.
    private static let formulaBeginnings: Set<Unicode.Scalar> = [
        "=", "+", "-", "@", "\t", "\r", "\n", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}",
    ]

    private func harmless(_ text: String) -> String {
        reader == .spreadsheet && Self.isFormula(text) ? "'" + text : text
    }

    private static func isFormula(_ text: some StringProtocol) -> Bool {
        text.unicodeScalars.first.map(formulaBeginnings.contains) ?? false
    }

    /// What a cell of a sheet stands for: without the apostrophe that made a text of what looks like a formula.
    static func unquoted(_ text: String) -> String {
        text.hasPrefix("'") && isFormula(text.dropFirst()) ? String(text.dropFirst()) : text
    }

    private func record(_ fields: [String]) -> String {
        fields.map(quoted).joined(separator: String(separator)) + "\r\n"
    }

    private func quoted(_ field: String) -> String {
        let special: Set<Unicode.Scalar> = [separator, "\"", "\n", "\r", "\t"]
        guard field.unicodeScalars.contains(where: special.contains) else { return field }
        var quoted = "\""
        for scalar in field.unicodeScalars {
            if scalar == "\"" { quoted.unicodeScalars.append(scalar) }
            quoted.unicodeScalars.append(scalar)
        }
        return quoted + "\""
    }
}
