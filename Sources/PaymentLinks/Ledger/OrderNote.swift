/// What is told with the outcome of a command, since it concerns the money of another link of the order.
///
/// Kept with an answer under an idempotency key, so it has no personal data: an erasure does not reach it.
package enum OrderNote: Sendable, Hashable {
    /// Money of the order that does not count for the link that was made; `replacing` is the link by whose replacement it
    /// would, once the new link is cancelled; nil if there is none.
    case uncounted(Holding, new: OrderID, replacing: OrderID?)
    /// What another attempt has beyond what is asked, since what was reported changed that.
    case over(Holding)

    /// Money, the link that tells it, and the links that hold it, which is where a refund is reported.
    package struct Holding: Sendable, Hashable {
        package let order: OrderID
        /// In minor units.
        package let amount: Int64
        package let currency: Currency
        package let holders: [OrderID]
        /// Whether the link has more than this amount, which is what it has beyond what it asks.
        package let isSurplus: Bool

        package init(order: OrderID, amount: Int64, currency: Currency, holders: [OrderID], isSurplus: Bool) {
            self.order = order
            self.amount = amount
            self.currency = currency
            self.holders = holders
            self.isSurplus = isSurplus
        }
    }
}
