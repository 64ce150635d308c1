/// A payment service told of an order of the site that has no link here.
///
/// It changes no link. Kept because money may have come for it.
package struct UnknownOrderReported: Sendable, Hashable {
    package let key: LinkKey
    package let status: ReportedStatus?
    package let transactionID: TransactionID?
    /// In minor units of `currency`.
    package let amount: Int64?
    /// The code as the service writes it.
    package let currency: String?

    package init(
        key: LinkKey,
        status: ReportedStatus?,
        transactionID: TransactionID?,
        amount: Int64?,
        currency: String?
    ) {
        self.key = key
        self.status = status
        self.transactionID = transactionID
        self.amount = amount
        self.currency = currency
    }
}

extension UnknownOrderReported {
    init(key: LinkKey, report: ServiceReport) {
        self.init(
            key: key,
            status: report.status,
            transactionID: report.transactionID,
            amount: report.amount,
            currency: report.currency
        )
    }
}
