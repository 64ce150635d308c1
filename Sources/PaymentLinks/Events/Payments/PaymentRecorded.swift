/// A report about a link's payment was accepted.
///
/// Its consequences are part of the event, so that a journal reads the same under any later table of transitions.
package struct PaymentRecorded: Sendable, Hashable {
    package let key: LinkKey
    package let report: PaymentReport
    /// The link's status after it.
    package let becomes: LinkStatus
    /// Whether the link was no longer payable when the money came.
    package let isLate: Bool
    /// The attempt that had settled the order before, if this payment is one too many.
    package let settledBy: OrderID?

    package init(
        key: LinkKey,
        report: PaymentReport,
        becomes: LinkStatus,
        isLate: Bool = false,
        settledBy: OrderID? = nil
    ) {
        self.key = key
        self.report = report
        self.becomes = becomes
        self.isLate = isLate
        self.settledBy = settledBy
    }
}
