/// What comes of a command.
package enum Decision: Sendable {
    /// Record these events as one record; the answer is the link of `answer` as they leave it.
    case record([LinkEvent], answer: LinkKey)
    /// Nothing changes; the answer is this link.
    case unchanged(Link)
    /// The key was used for the same request before; the answer is the one given then.
    case replayed(RequestMemo)
}

/// Why a command was refused, with what its error data shows.
package enum DecisionRefusal: Error, Sendable {
    case invalid(Refusal)
    case orderIDInUse(existing: Link)
    case unknownOrder(LinkKey)
    case versionConflict(current: Link)
    case idempotencyConflict(parameters: [String], memo: RequestMemo)
    case invalidTransition(current: Link, attempted: String)

    /// The sequence number that a refusal rests on: it may be spoken once that is on disk.
    package var restsOn: UInt64 {
        switch self {
        case .invalid, .unknownOrder: 0
        case .orderIDInUse(let link), .versionConflict(let link), .invalidTransition(let link, _): link.seq
        case .idempotencyConflict(_, let memo): memo.seq
        }
    }
}
