/// What a payment service tells of one order, in its own words: from a notification, or as the answer to a question.
///
/// Every member but the order ID may be missing: the service says less about a link that nobody has opened.
package struct ServiceReport: Sendable, Hashable {
    package var orderID: OrderID
    /// The order's status, such as `completed`; a word that we don't know is kept.
    package var status: String?
    package var financialStatus: String?
    /// In minor units.
    package var amount: Int64?
    package var amountRefunded: Int64?
    package var currency: String?
    package var description: String?
    package var customer: Customer
    package var transactions: [Transaction]

    /// One attempt to pay the order, or one movement of its money.
    package struct Transaction: Sendable, Hashable {
        package var id: TransactionID
        package var status: String?
        /// In minor units.
        package var amount: Int64?

        package init(id: TransactionID, status: String?, amount: Int64?) {
            self.id = id
            self.status = status
            self.amount = amount
        }
    }

    package init(
        orderID: OrderID,
        status: String? = nil,
        financialStatus: String? = nil,
        amount: Int64? = nil,
        amountRefunded: Int64? = nil,
        currency: String? = nil,
        description: String? = nil,
        customer: Customer = Customer(),
        transactions: [Transaction] = []
    ) {
        self.orderID = orderID
        self.status = status
        self.financialStatus = financialStatus
        self.amount = amount
        self.amountRefunded = amountRefunded
        self.currency = currency
        self.description = description
        self.customer = customer
        self.transactions = transactions
    }
}
