/// What a payment service tells of one order: in a notification, or as the answer to a question.
///
/// It tells the order as its latest attempt to pay left it. Every member but the order ID may be missing: the service says
/// less about a link that nobody has opened, and a word that we don't know says nothing.
package struct ServiceReport: Sendable, Hashable {
    package var orderID: OrderID
    package var status: ReportedStatus?
    /// The attempt; nil while nobody has tried to pay.
    package var transactionID: TransactionID?
    /// What the attempt is about, in minor units of `currency`.
    package var amount: Int64?
    /// The code as the service writes it, which may be one that no link can have.
    package var currency: String?
    /// All that was refunded of the attempt so far, in minor units.
    package var amountRefunded: Int64?
    /// When the attempt was completed, to the second; nil if it was not, or if the service does not say.
    package var completedAt: Instant?
    /// Whether the attempt is itself a refund, and brings no money.
    package var isRefund = false
    /// The movements of money that followed the attempt.
    package var movements: [Movement] = []
    package var description: String?
    package var customer = Customer()

    /// Money that moved after a payment, under a transaction of its own.
    package struct Movement: Sendable, Hashable {
        package let kind: Kind
        package let transactionID: TransactionID?
        package let status: ReportedStatus?
        /// In minor units.
        package let amount: Int64?

        /// Which way the money went back.
        package enum Kind: Sendable, Hashable {
            case refund, chargeback
        }

        package init(
            _ kind: Kind,
            transactionID: TransactionID? = nil,
            status: ReportedStatus? = nil,
            amount: Int64? = nil
        ) {
            self.kind = kind
            self.transactionID = transactionID
            self.status = status
            self.amount = amount
        }

        /// Whether the money has moved, or will for sure.
        var isDone: Bool { status?.meaning == .completed || status?.movesMoney == true }
    }

    package init(orderID: OrderID, status: ReportedStatus? = nil) {
        self.orderID = orderID
        self.status = status
    }

    /// The sum of the movements of a kind that are done; nil without any.
    func moved(_ kind: Movement.Kind) -> Int64? {
        let amounts = movements.filter { $0.kind == kind && $0.isDone }.compactMap(\.amount)
        return amounts.isEmpty ? nil : amounts.reduce(0) { $0.addingUpToMax($1) }
    }

    /// Whether another report of a payment is about a refund of this one.
    ///
    /// This one is the service's answer about the order as it stands, and the other one a message of its own.
    package func explainsAsRefund(_ other: ServiceReport) -> Bool {
        guard transactionID != other.transactionID else { return false }
        if movements.contains(where: { $0.kind == .refund && $0.transactionID == other.transactionID }) { return true }
        return amountRefunded ?? 0 >= other.amount ?? .max
    }
}
