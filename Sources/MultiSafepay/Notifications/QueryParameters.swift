import PaymentLinks

/// What a notification's query says; it is not signed, so it is a hint at most.
struct QueryParameters {
    /// The order that the service names.
    private(set) var orderID: OrderID?
    /// Whether the notification is about a link without an attempt to pay.
    private(set) var isPretransaction = false

    /// Reads a query as forms encode it; the shop's address may have parameters of its own in front.
    init(_ query: String) {
        for pair in query.utf8.drop(while: { $0 == UInt8(ascii: "?") }).split(separator: UInt8(ascii: "&")) {
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            let value = parts.count == 2 ? Self.decoded(parts[1]) : ""
            switch Self.decoded(parts[0]) {
            case "transactionid", "transaction_id": orderID = (try? OrderID(value)) ?? orderID
            case "payload_type": isPretransaction = value == "pretransaction"
            default: break
            }
        }
    }

    private static func decoded(_ text: Substring.UTF8View.SubSequence) -> String {
        var bytes: [UInt8] = []
        var rest = text
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else {
                    bytes.append(byte)
                    continue
                }
                bytes.append(value)
                rest = rest.dropFirst(2)
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
