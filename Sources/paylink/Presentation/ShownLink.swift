import JSON

/// The parts of a link that people see first, as texts; what an answer lacks is empty.
struct ShownLink {
    let orderID: String
    let site: String
    let amount: String
    /// What was paid in all; empty if nothing was.
    let paid: String
    let status: String
    let createdAt: String
    let expiresAt: String
    let description: String

    init(_ link: JSONValue) {
        orderID = link.text("orderId")
        site = link.text("site")
        amount = "\(link.text("amountText")) \(link.text("currency"))"
        paid = link.amount("paidAmount")
        status = link.text("status")
        createdAt = ReadableTime.day(link.text("createdAt"))
        expiresAt = ReadableTime.lastDay(link.text("expiresAt"))
        description = link.text("description")
    }
}
