/// What somebody says has become of a link's payment: the payment service, or a merchant who took the money otherwise.
package struct PaymentReport: Sendable, Hashable {
    package let status: ReportedStatus
    /// How much money moved, in minor units of the link's currency.
    ///
    /// In a command, nil means all that is open; in an event it is nil only where no money moved.
    package var amount: Int64?
    /// The service's name for the transaction; nil for money that came another way.
    package let transactionID: TransactionID?
    /// When it happened; nil means when it was recorded.
    package let occurredAt: Instant?
    package let note: PaymentNote?

    package init(
        status: ReportedStatus,
        amount: Int64?,
        transactionID: TransactionID? = nil,
        occurredAt: Instant? = nil,
        note: PaymentNote? = nil
    ) {
        self.status = status
        self.amount = amount
        self.transactionID = transactionID
        self.occurredAt = occurredAt
        self.note = note
    }

    /// Whether it tells what an earlier report told already, so that it changes nothing.
    ///
    /// Within one transaction the same status with the same amount, or with none, is the same report, however often
    /// the service repeats it. Without a transaction only money needs the question, since two notes of the same 10.00
    /// in cash may be one payment or two: they are one unless amount, time or note differ, and an amount left out is
    /// the earlier one only when nothing is open any more.
    ///
    /// - Parameters:
    ///   - earlier: A report that was recorded.
    ///   - hasOpenAmount: Whether there is money that this report could be about.
    /// - Returns: Whether it is the same report.
    package func repeats(_ earlier: PaymentReport, hasOpenAmount: Bool) -> Bool {
        guard status.meaning == earlier.status.meaning, transactionID == earlier.transactionID else { return false }
        let isSameAmount = amount == nil || amount == earlier.amount
        if transactionID != nil { return isSameAmount || !status.movesMoney }
        guard status.movesMoney, isSameAmount, occurredAt == earlier.occurredAt, note == earlier.note else {
            return false
        }
        return amount != nil || !hasOpenAmount
    }
}
