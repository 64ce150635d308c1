/// Why a command is refused, with the links that its error data shows.
package enum DecisionRefusal: Error, Sendable {
    case invalid(Refusal)
    /// `successor` is the last of the links that took the place of the existing one.
    case orderIDInUse(existing: Link, successor: Link? = nil)
    case unknownOrder(LinkKey)
    case versionConflict(current: Link)
    case idempotencyConflict(parameters: [String], memo: IdempotencyRecord)
    /// The link can't become what was asked.
    indirect case invalidTransition(RefusedTransition)
    /// No money can go back, since the link holds none itself; `holder` is the link that holds what is carried over to it.
    case holdsNothing(current: Link, attempted: ReportedStatus, holder: OrderID?)
    /// A new attempt would forget the money of a part-paid link, `paid` of it in minor units of `currency`.
    case partPaid(current: Link, paid: Int64, currency: Currency)
    /// Another row of the same batch, counted from 0, makes the order already.
    case orderIDRepeated(LinkKey, row: Int)
    /// Rows of a batch are refused, here in order, so that the batch does nothing.
    indirect case rows([RowRefusal])
    /// No link has the token.
    case unknownToken
    /// The link can't be paid; its holder may be sent on to the successor, if there is one.
    case notPayable(Link, NotPayableReason, successor: Link?)

    /// The last event that the refusal depends on; it may be answered once that event is durable.
    package var restsOn: UInt64 {
        switch self {
        case .invalid, .unknownOrder, .orderIDRepeated, .unknownToken: 0
        case .versionConflict(let link), .holdsNothing(let link, _, _), .partPaid(let link, _, _): link.seq
        case .orderIDInUse(let link, let successor): max(link.seq, successor?.seq ?? 0)
        case .invalidTransition(let refused): refused.links.map(\.seq).max() ?? 0
        case .idempotencyConflict(_, let memo): memo.seq
        case .rows(let rows): rows.map(\.refusal.restsOn).max() ?? 0
        case .notPayable(let link, _, let successor): max(link.seq, successor?.seq ?? 0)
        }
    }
}

/// Why one row of a batch is refused.
package struct RowRefusal: Error, Sendable {
    /// Counted from 0.
    package let row: Int
    package let refusal: DecisionRefusal

    package init(row: Int, refusal: DecisionRefusal) {
        self.row = row
        self.refusal = refusal
    }
}
