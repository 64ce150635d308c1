import PaymentLinks

/// What sentences advise to do with money, in words that the command-line tool knows as its commands.
enum Advice {
    /// The call that lets what was paid count for a new link.
    static func carry(_ order: OrderID) -> String {
        "`duplicateTransaction` of order \(order.text) with `supersede` and `carryPaid`"
    }

    /// Money goes back from the links that it came to.
    static func refund(_ orders: [OrderID]) -> String {
        let names = orders.map(\.text).joined(separator: " or ")
        return "what goes back is reported by recordPayment of order \(names)"
    }
}

extension OrderNote {
    /// One sentence for people.
    var sentence: String {
        switch self {
        case .uncounted(let money, let new, let replaced):
            let paid = money.currency.shown(money.amount)
            let what = money.isSurplus ? "has beyond what it asks" : "has of payments"
            let fact = "The \(paid) that order \(money.order.text) \(what) do not count for this link"
            guard let replaced else { return "\(fact); \(Advice.refund(money.holders))." }
            return "\(fact); to let them count, cancelLink of order \(new.text), then \(Advice.carry(replaced))."
        case .over(let money):
            let over = money.currency.shown(money.amount)
            return "Order \(money.order.text) has \(over) more than is asked now; \(Advice.refund(money.holders))."
        }
    }
}
