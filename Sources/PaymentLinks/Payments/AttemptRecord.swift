/// What is recorded of one attempt to pay a link, by its transaction.
struct AttemptRecord {
    /// How far an attempt has come; it never goes back.
    enum Rank: Comparable {
        case begun, held, failed, paid
    }

    private(set) var rank = Rank.begun
    /// The money that came, in minor units.
    private(set) var received: Int64 = 0
    private(set) var refunded: Int64 = 0
    private(set) var chargedBack: Int64 = 0

    fileprivate init(_ reports: some Sequence<PaymentReport>) {
        for report in reports {
            let amount = report.amount ?? 0
            switch report.status.meaning {
            case .uncleared: rank = max(rank, .held)
            case .declined, .cancelled, .expired: rank = max(rank, .failed)
            case .completed:
                rank = .paid
                received = received.addingUpToMax(amount)
            case .refunded: refunded = refunded.addingUpToMax(amount)
            case .chargeback: chargedBack = chargedBack.addingUpToMax(amount)
            default: break
            }
        }
    }
}

extension LinkPayments {
    /// What is recorded of an attempt; linear in the number of reports, which is bounded.
    func attempt(_ transactionID: TransactionID?) -> AttemptRecord {
        AttemptRecord(reports.lazy.filter { $0.transactionID == transactionID })
    }

    /// Whether any money was ever received.
    var hasReceived: Bool { reports.contains { $0.status.meaning == .completed } }

    /// Whether the service holds another attempt than this one.
    func holds(besides transactionID: TransactionID) -> Bool {
        let others = Set(reports.map(\.transactionID)).subtracting([transactionID])
        return others.contains { attempt($0).rank == .held }
    }
}
