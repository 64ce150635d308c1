import JSON

/// The members of a link that a test compares.
struct SeenLink: Sendable, Equatable {
    let linkID: String
    let orderID: String
    let url: String
    let currency: String
    let amount: Int64
    let description: String
    let duplicateOf: String?
    var status: String

    /// Reads a link of the wire; nil if a member is missing.
    init?(_ json: JSONValue) {
        guard
            let linkID = json["linkId"]?.string, let orderID = json["orderId"]?.string, let url = json["url"]?.string,
            let currency = json["currency"]?.string, let amount = json["amount"]?.integer,
            let description = json["description"]?.string, let status = json["status"]?.string
        else { return nil }
        self.linkID = linkID
        self.orderID = orderID
        self.url = url
        self.currency = currency
        self.amount = amount
        self.description = description
        self.status = status
        duplicateOf = json["duplicateOf"]?.string
    }
}
