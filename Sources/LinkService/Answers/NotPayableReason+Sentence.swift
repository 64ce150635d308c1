import PaymentLinks

extension NotPayableReason {
    /// One sentence that a checkout page may show as it is.
    func sentence(of order: OrderID) -> String {
        let (state, advice) =
            switch self {
            case .pending: ("is being prepared", "try again in a moment")
            case .uncleared: ("has been paid and is being reviewed", "there is nothing more to do")
            case .completed: ("has been paid", "there is nothing more to do")
            case .declined: ("was declined", "ask the shop for a new link")
            case .cancelled: ("was cancelled", "ask the shop for a new link")
            case .superseded: ("has a new link", "use the new one")
            case .expired: ("can't be paid by this link any more, since it has expired", "ask the shop for a new link")
            case .duplicate: ("has been paid by another link", "there is nothing more to do")
            case .refunded, .partialRefunded: ("has been refunded", "ask the shop if something is missing")
            case .chargedback: ("has been charged back", "ask the shop what is open")
            case .failed: ("could not be prepared for payment", "ask the shop for a new link")
            case .openedTooOften:
                ("can't be paid by this link any more, since it was opened too often", "ask the shop for a new link")
            }
        return "Order \(order.text) \(state); \(advice)."
    }
}
