/// The payments of one link: money received, money returned, and the reports about it.
package struct LinkPayments: Sendable, Hashable {
    /// Every recorded report, in order.
    package private(set) var reports: [PaymentReport] = []
    /// The sum received, in minor units.
    package private(set) var paid: Int64 = 0
    /// The sum refunded.
    package private(set) var refunded: Int64 = 0
    /// The sum that banks charged back.
    package private(set) var chargedBack: Int64 = 0
    /// What earlier attempts hold and what counts for this one, since it took their place.
    package private(set) var carried: Int64
    /// What was carried over when the link was made: a payment service asks for the amount less that.
    package let carriedAtFirst: Int64
    /// What was carried over and went back once the link was settled.
    private var carriedBack: Int64 = 0
    /// Whether what was carried over paid the order, so that the link became a duplicate of the one that got it.
    var isCovered: Bool { coveredBy != nil }
    /// That one; another one may have been paid after it.
    private(set) var coveredBy: OrderID?
    /// When the whole amount was held for the first time; nil if never.
    package private(set) var settlement: Settlement?
    /// Whether the payment that settled the link, or is held for review, came after the link had stopped being payable.
    package private(set) var isLate = false
    /// The transaction of the last payment that was received or is held for review.
    package private(set) var transactionID: TransactionID?
    /// Another attempt of the same order that settled the order before; if this link was paid too, its payment is one too
    /// many.
    package var settledBy: OrderID?
    /// Another attempt that was paid after this one had settled the order; its payment is one too many.
    package var paidAgainBy: OrderID?

    /// What of its money counts for the order although another attempt settled that, since money went back from there; nil
    /// if nothing was told of that.
    package private(set) var share: Int64?

    /// The number of reports that one link keeps, so that its history is bounded.
    package static let reportCountMax = 1000

    /// The moment and the event that settled a link.
    package struct Settlement: Sendable, Hashable {
        package let at: Instant
        package let seq: UInt64
    }

    /// Makes the payments of a new link.
    ///
    /// - Parameter carried: What earlier attempts hold and what counts for the link.
    init(carried: Int64) {
        self.carried = carried
        carriedAtFirst = carried
    }

    /// The money that the merchant holds of this link: received, less what went back.
    package var held: Int64 { paid - refunded - chargedBack }

    /// The money that counts for this link: what it holds, and what is carried over from earlier attempts.
    package var counted: Int64 { held.addingUpToMax(carried) }

    /// What is missing of an amount.
    ///
    /// Money that goes back is missing again only until the link is settled: a refund is no new demand.
    func missing(of amount: Int64) -> Int64 {
        let received = paid.addingUpToMax(carried).addingUpToMax(carriedBack)
        return max(0, amount - (settlement == nil ? counted : received))
    }

    /// Applies a change of what is carried over.
    mutating func carry(_ amount: Int64) {
        if settlement != nil { carriedBack = carriedBack.addingUpToMax(max(0, carried - amount)) }
        carried = amount
    }

    /// Notes how much counts for the order beside the attempt that settled it.
    mutating func count(_ amount: Int64) { share = amount }

    /// Notes that another attempt settled the order.
    mutating func markDuplicate(of payer: OrderID, amount: Int64) {
        settledBy = payer
        coveredBy = carried > 0 && counted >= amount ? payer : nil
    }

    /// Applies an event.
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
        if recorded.becomes == .completed || recorded.afterHold == .completed, settlement == nil {
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
    /// A saturating sum: a journal is replayed whatever its amounts are.
    func addingUpToMax(_ other: Int64) -> Int64 {
        let (sum, overflowed) = addingReportingOverflow(other)
        return overflowed ? .max : sum
    }
    /// A sum that is told as such; nil if it does not fit.
    package func addingIfItFits(_ other: Int64) -> Int64? {
        let (sum, overflowed) = addingReportingOverflow(other)
        return overflowed ? nil : sum
    }
}
