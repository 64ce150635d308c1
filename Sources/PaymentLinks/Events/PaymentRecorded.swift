/// A report about a link's payment was accepted.
///
/// Its consequences are part of the event, so that a journal reads the same under any later table of transitions.
package struct PaymentRecorded: Sendable, Hashable {
    package let key: LinkKey
    package let report: PaymentReport
    /// The currency of the report's amount, so that the event says by itself how much it is; nil without an amount, and in
    /// events of an earlier version.
    package var currency: Currency?
    /// The link's status after it.
    package let becomes: LinkStatus
    /// The status that it has once a payment that is held has ended; nil if the report is no news for that.
    package var afterHold: LinkStatus?
    /// Whether the link was no longer payable when the money came.
    package let isLate: Bool
    /// The attempt that had settled the order before, if this payment is one too many.
    package var settledBy: OrderID?

    package init(
        key: LinkKey,
        report: PaymentReport,
        currency: Currency? = nil,
        becomes: LinkStatus,
        afterHold: LinkStatus? = nil,
        isLate: Bool = false,
        settledBy: OrderID? = nil
    ) {
        self.key = key
        self.report = report
        self.currency = currency
        self.becomes = becomes
        self.afterHold = afterHold
        self.isLate = isLate
        self.settledBy = settledBy
    }
}

/// Another attempt of the same order was paid, in the same record: this one is no longer payable.
package struct LinkMarkedDuplicate: Sendable, Hashable {
    package let key: LinkKey
    /// The attempt that was paid.
    package let by: OrderID

    package init(key: LinkKey, by: OrderID) {
        self.key = key
        self.by = by
    }
}

/// Another attempt of the same order was paid after this one had settled it, in the same record; or that payment is none too
/// many any more, since money went back.
package struct LinkPaidAgain: Sendable, Hashable {
    package let key: LinkKey
    /// The attempt that was paid last; nil once nothing of its payment is too much.
    package let by: OrderID?

    package init(key: LinkKey, by: OrderID?) {
        self.key = key
        self.by = by
    }
}
