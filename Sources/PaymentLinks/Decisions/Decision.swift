/// What comes of a command.
package enum Decision: Sendable {
    /// Record these events as one record; the answer is these links as they leave them, of a batch one for each row.
    case record([LinkEvent], answers: [LinkKey])
    /// Nothing changes; the answer is these links.
    case unchanged(answers: [Link])
    /// The key was used for the same request before; the answer is the one given then.
    case replayed(IdempotencyRecord)

    /// Record these events; the answer is one link.
    package static func record(_ events: [LinkEvent], answer: LinkKey) -> Decision {
        .record(events, answers: [answer])
    }

    /// Nothing changes; the answer is one link.
    package static func unchanged(_ link: Link) -> Decision {
        .unchanged(answers: [link])
    }
}

/// Why a command was refused, with what its error data shows.
package enum DecisionRefusal: Error, Sendable {
    case invalid(Refusal)
    case orderIDInUse(existing: Link)
    case unknownOrder(LinkKey)
    case versionConflict(current: Link)
    case idempotencyConflict(parameters: [String], memo: IdempotencyRecord)
    case invalidTransition(current: Link, attempted: String)
    /// Another row of the same batch, counted from 0, makes the order already.
    case orderIDRepeated(LinkKey, row: Int)
    /// Some rows of a batch are refused, in their order, and so nothing of it is done.
    indirect case rows([RowRefusal])
    /// No link has the token.
    case unknownToken
    /// The link can't be paid; who holds it may be sent on to the successor, if there is one.
    case notPayable(Link, NotPayableReason, successor: Link?)

    /// The sequence number that a refusal rests on: it may be spoken once that is on disk.
    package var restsOn: UInt64 {
        switch self {
        case .invalid, .unknownOrder, .orderIDRepeated, .unknownToken: 0
        case .orderIDInUse(let link), .versionConflict(let link), .invalidTransition(let link, _): link.seq
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
