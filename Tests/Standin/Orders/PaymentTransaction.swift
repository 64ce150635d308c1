/// One attempt to pay an order, as the service keeps it.
struct PaymentTransaction: Sendable, Equatable {
    enum Status: String, Sendable, CaseIterable {
        case initialized, uncleared, completed, declined, cancelled, expired, duplicate

        /// Whether the money may still come.
        var isOpen: Bool { self == .initialized || self == .uncleared }
    }

    struct Refund: Sendable, Equatable {
        let id: Int64
        let orderID: String
        let amount: Int64
        let description: String
        let madeAt: Moment
    }

    let id: Int64
    /// The page that it was begun on.
    let token: String
    let madeAt: Moment
    var changedAt: Moment
    /// As recorded; ``status(at:linkEndsAt:)`` knows what time has done to it.
    var recorded: Status
    /// The method, once one was chosen.
    var method: String?
    var completedAt: Moment?
    /// What was paid, where it is not what was asked.
    var amount: Int64?
    var currency: String?
    var refunds: [Refund] = []
    var isChargedBack = false
    var isShipped = false

    /// A payment that was begun lasts as long as its method gives it; without a method it ends with its link.
    func status(at now: Moment, linkEndsAt: Moment) -> Status {
        guard recorded == .initialized else { return recorded }
        let seconds = method.flatMap(Gateway.named)?.seconds
        return now < (seconds.map { madeAt.adding(seconds: $0) } ?? linkEndsAt) ? .initialized : .expired
    }

    var refundedAmount: Int64 { refunds.reduce(0) { $0 + $1.amount } }
}
