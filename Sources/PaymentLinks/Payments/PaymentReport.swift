/// A report about a link's payment, by the payment service or by a merchant who took the money another way.
package struct PaymentReport: Sendable, Hashable {
    package let status: ReportedStatus
    /// The money that moved, in minor units of the link's currency.
    ///
    /// In a command, nil means all that is due; in an event, that no money moved.
    package var amount: Int64?
    /// The service's transaction; nil for money that came another way.
    package let transactionID: TransactionID?
    /// When it happened; nil means when it was recorded.
    package let occurredAt: Instant?
    package let note: PaymentNote?
    /// What came in another currency than the link's; `amount` is 0 then.
    package let otherMoney: OtherMoney?

    /// Money in a currency that the service names.
    package struct OtherMoney: Sendable, Hashable {
        /// In minor units.
        package let amount: Int64
        package let currency: String

        package init(amount: Int64, currency: String) {
            self.amount = amount
            self.currency = currency
        }
    }

    package init(
        status: ReportedStatus,
        amount: Int64?,
        transactionID: TransactionID? = nil,
        occurredAt: Instant? = nil,
        note: PaymentNote? = nil,
        otherMoney: OtherMoney? = nil
    ) {
        self.status = status
        self.amount = amount
        self.transactionID = transactionID
        self.occurredAt = occurredAt
        self.note = note
        self.otherMoney = otherMoney
    }

    /// Whether the report ends what another one of the same transaction began or ended, so that the other can come again: a
    /// payment that is declined may be held again, and a bank may give back what it took.
    package func reverses(_ other: PaymentReport) -> Bool {
        guard let transactionID, transactionID == other.transactionID else { return false }
        return switch (status.meaning, other.status.meaning) {
        case (.uncleared, .declined), (.uncleared, .cancelled), (.uncleared, .expired): true
        case (.declined, .uncleared), (.cancelled, .uncleared), (.expired, .uncleared): true
        case (.chargeback, .completed), (.completed, .chargeback): true
        default: false
        }
    }

    /// Whether the report repeats an earlier one, so that it changes nothing.
    ///
    /// Within one transaction the same status with the same amount, or with none, is the same report, however often the
    /// service repeats it. Without a transaction only reports of money can repeat, since two reports of the same 10.00 in
    /// cash may mean one payment or two: they mean one unless amount, time or note differ, and an amount that is left out
    /// equals the earlier one only when nothing is due any more.
    ///
    /// - Parameters:
    ///   - earlier: A recorded report.
    ///   - hasOpenAmount: Whether there is an amount that this report could be about.
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
