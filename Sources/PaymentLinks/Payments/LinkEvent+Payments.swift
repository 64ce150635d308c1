/// Something was reported about a link's payment, and believed.
///
/// What follows from it is part of the event, so that a journal reads the same under any later table of transitions.
package struct PaymentRecorded: Sendable, Hashable {
    package let key: LinkKey
    package let report: PaymentReport
    /// The status that it left the link in.
    package let becomes: LinkStatus
    /// Whether the link could not be paid any more when the money came.
    package let isLate: Bool
    /// The attempt that had settled the order before, if this one's money came on top.
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

/// Another attempt of the same order was paid, in the same record: this one is not to be paid any more.
package struct LinkMarkedDuplicate: Sendable, Hashable {
    package let key: LinkKey
    /// The attempt that was paid.
    package let by: OrderID

    package init(key: LinkKey, by: OrderID) {
        self.key = key
        self.by = by
    }
}

/// Another attempt of the same order was paid after this one had settled it, in the same record.
package struct LinkPaidAgain: Sendable, Hashable {
    package let key: LinkKey
    /// The attempt whose money came on top.
    package let by: OrderID

    package init(key: LinkKey, by: OrderID) {
        self.key = key
        self.by = by
    }
}
