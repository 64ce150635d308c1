/// The money of one link: what came, what went back, and what was reported about it.
package struct LinkPayments: Sendable, Hashable {
    /// Every report that was recorded, in order.
    package private(set) var reports: [PaymentReport] = []
    /// What came in all, in minor units.
    package private(set) var paid: Int64 = 0
    /// What was given back in all.
    package private(set) var refunded: Int64 = 0
    /// What banks took back in all.
    package private(set) var chargedBack: Int64 = 0
    /// When the whole amount was there for the first time, if it ever was.
    package private(set) var settlement: Settlement?
    /// Whether the payment that settled the link, or is held, came when the link could not be paid any more.
    package private(set) var isLate = false
    /// The transaction of the last payment that came or is held.
    package private(set) var transactionID: TransactionID?
    /// Another attempt of the same order, whose payment settled the order before; if this link was paid too, its money
    /// came on top.
    package var settledBy: OrderID?
    /// Another attempt that was paid after this one had settled the order; its money came on top.
    package var paidAgainBy: OrderID?

    /// How many reports one link keeps, so that nobody can make its history endless.
    package static let reportCountMax = 1000

    /// The moment and the event that settled a link.
    package struct Settlement: Sendable, Hashable {
        package let at: Instant
        package let seq: UInt64
    }

    /// What is in the merchant's hands.
    package var held: Int64 { paid - refunded - chargedBack }

    /// What is still to be paid of a sum.
    package func open(of due: Int64) -> Int64 {
        settlement == nil ? max(0, due - held) : 0
    }

    /// What came beyond a sum.
    package func over(_ due: Int64) -> Int64 {
        max(0, paid - due)
    }

    /// Adds what an event tells.
    mutating func record(_ recorded: PaymentRecorded, at time: Instant, seq: UInt64) {
        let report = recorded.report
        let amount = report.amount ?? 0
        switch report.status.meaning {
        case .completed: paid = paid.addingUpToMax(amount)
        case .refunded: refunded = refunded.addingUpToMax(amount)
        case .chargeback: chargedBack = chargedBack.addingUpToMax(amount)
        default: break
        }
        reports.append(report)
        if recorded.becomes == .uncleared { isLate = recorded.isLate }
        if recorded.becomes == .completed, settlement == nil {
            settlement = Settlement(at: report.occurredAt ?? time, seq: seq)
            isLate = recorded.isLate
            settledBy = recorded.settledBy
        }
        if report.status.meaning == .completed || report.status.meaning == .uncleared {
            transactionID = report.transactionID ?? transactionID
        }
    }
}

extension Int64 {
    /// A sum that stops at the largest number: a journal is replayed whatever it says.
    fileprivate func addingUpToMax(_ other: Int64) -> Int64 {
        let (sum, overflowed) = addingReportingOverflow(other)
        return overflowed ? .max : sum
    }
}
