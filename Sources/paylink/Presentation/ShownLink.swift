import JSON
import PaymentLinks

/// The parts of a link that people see first, as texts; what an answer lacks is empty.
struct ShownLink {
    let orderID: String
    let site: String
    let amount: String
    /// What was paid in all; empty if nothing was.
    let paid: String
    /// What is still to be paid, where that is another sum than the amount and can still come.
    let due: String
    /// What is held beyond what is asked; empty if nothing is.
    let overpaid: String
    let status: String
    let createdAt: String
    let expiresAt: String
    /// The customer's name, else the e-mail address.
    let customer: String
    let description: String
    /// Whether another link took its place.
    let isReplaced: Bool

    init(_ link: JSONValue) {
        orderID = link.text("orderId")
        site = link.text("site")
        amount = "\(link.text("amountText")) \(link.text("currency"))"
        paid = link.amount("paidAmount")
        due = Self.due(link)
        overpaid = link.amount("overpaidAmount")
        status = Self.words(link.text("status"))
        createdAt = ReadableTime.day(link.text("createdAt"))
        expiresAt = ReadableTime.lastDay(link.text("expiresAt"))
        customer = link["customer"].map(Self.name) ?? ""
        description = link.text("description")
        isReplaced = link["supersededBy"]?.string != nil
    }

    /// A status as people say it; `--status` takes it too.
    static func words(_ status: String) -> String {
        switch LinkStatus(rawValue: status) {
        case .partialRefunded: "partly refunded"
        case .chargedback: "charged back"
        default: status
        }
    }

    /// The name of a customer, else the e-mail address.
    static func name(of customer: JSONValue) -> String {
        let names = [customer.text("firstName"), customer.text("lastName")].filter { !$0.isEmpty }
        return names.isEmpty ? customer.text("email") : names.joined(separator: " ")
    }

    private static func due(_ link: JSONValue) -> String {
        guard let due = link["dueAmount"]?.integer, due > 0, due != link["amount"]?.integer else { return "" }
        return AmountText.withCurrency(due, link.text("currency"))
    }
}
