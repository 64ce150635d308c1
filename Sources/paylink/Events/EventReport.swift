import JSON
import PaylinkClient
import PaymentLinks

/// Events for people, with the currency of each and what came in and went out.
struct EventReport {
    /// How many payments there were, and what they come to.
    private struct Sum {
        var count = 0
        /// Nil once they come to more than can be added up.
        var amount: Int64? = 0

        mutating func add(_ payment: Int64) {
            count += 1
            amount = amount?.addingIfItFits(payment)
        }
    }

    let connection: ConnectionOptions
    private var currencies: [String: String] = [:]
    private var received: [String: Sum] = [:]
    private var returned: [String: Sum] = [:]

    /// Starts with nothing.
    init(connection: ConnectionOptions) {
        self.connection = connection
    }

    /// The line of an event; an event that does not tell its link's currency costs a call for each link.
    mutating func line(_ event: JSONValue) -> String {
        let currency = currency(of: event)
        add(event, currency)
        return EventLine.text(event, currency: currency)
    }

    /// What came in and went out, a line for each currency.
    var totals: [String] {
        let lines = Self.lines("Received", received) + Self.lines("Given or taken back", returned)
        return lines.isEmpty ? ["No money came in or went out."] : lines
    }

    private mutating func add(_ event: JSONValue, _ currency: String) {
        // An amount of 0 says that money which came to another link of the order paid this one.
        guard event.text("type") == "paymentRecorded", let amount = event["amount"]?.integer, amount > 0 else { return }
        switch event.text("status") {
        case "completed": received[currency, default: Sum()].add(amount)
        case "refunded", "partial_refunded", "chargeback", "chargedback": returned[currency, default: Sum()].add(amount)
        default: break
        }
    }

    private mutating func currency(of event: JSONValue) -> String {
        let key = "\(event.text("site"))/\(event.text("orderId"))"
        if let told = event["currency"]?.string {
            currencies[key] = told
            return told
        }
        guard event.members.contains(where: { $0.name == "amount" || $0.name.hasSuffix("Amount") }) else { return "" }
        if let known = currencies[key] { return known }
        let link = try? connection.call("getLink") { OrderArgument.Key(link: event).write(to: &$0) }
        currencies[key] = link?.text("currency")
        return currencies[key] ?? ""
    }

    private static func lines(_ title: String, _ sums: [String: Sum]) -> [String] {
        sums.sorted { $0.key < $1.key }.map { currency, sum in
            let payments = "\(sum.count) \(sum.count == 1 ? "payment" : "payments")"
            let amount = sum.amount.map { AmountText.withCurrency($0, currency) }
            return "\(title): \(amount ?? "more \(currency) than can be added up") in \(payments)"
        }
    }
}
