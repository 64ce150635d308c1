import JSON

/// A link as one record of a CSV file (RFC 4180), for spreadsheets and for import elsewhere.
///
/// Every column is there in every record, empty where the link has nothing. Amounts stand twice: in the currency's minor
/// unit, which is exact everywhere, and as people write them. A field is what the link holds, to the byte; a column of
/// numbers with leading zeros, or a text that begins with `=`, is for the importing program to be told about.
enum LinkCSV {
    /// The columns: members of the link, and of its customer behind a dot; `metadata` is JSON.
    static let columns = [
        "site", "orderId", "linkId", "status", "currency", "amount", "amountText", "description", "createdAt",
        "expiresAt", "url", "issuer", "gateway", "customer.firstName", "customer.lastName", "customer.email",
        "customer.country", "customer.locale", "customerErasedAt", "secondChanceEmail", "redirectUrl", "cancelUrl",
        "notificationUrl",
        "metadata", "duplicateOf", "supersededBy", "cancelledAt", "cancelReason", "paidAmount", "paidAt", "paidLate",
        "overpaidAmount", "refundedAmount", "chargedBackAmount", "transactionId", "settledBy", "paidAgainBy", "version",
        "seq",
    ]

    /// The first record: the names of the columns, as the wire spells them.
    static var header: String { record(columns) }

    /// The record of one link.
    static func record(of link: JSONValue) -> String {
        record(columns.map { column in text(of: column, in: link) })
    }

    private static func text(of column: String, in link: JSONValue) -> String {
        var value: JSONValue? = link
        for name in column.split(separator: ".") { value = value?[String(name)] }
        guard let value, !value.isNull, value.kind != .object || value.count > 0 else { return "" }
        return value.string ?? String(decoding: value.rawBytes, as: UTF8.self)
    }

    private static func record(_ fields: [String]) -> String {
        fields.map(quoted).joined(separator: ",") + "\r\n"
    }

    private static func quoted(_ field: String) -> String {
        let special: Set<Unicode.Scalar> = [",", "\"", "\n", "\r"]
        guard field.unicodeScalars.contains(where: special.contains) else { return field }
        var quoted = "\""
        for scalar in field.unicodeScalars {
            if scalar == "\"" { quoted.unicodeScalars.append(scalar) }
            quoted.unicodeScalars.append(scalar)
        }
        return quoted + "\""
    }
}
