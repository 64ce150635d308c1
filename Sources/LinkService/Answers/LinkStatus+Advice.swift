import PaymentLinks

extension LinkStatus {
    static let refundAdvice = "money that goes back is reported by recordPayment"

    /// What to do with a link that can't become what was asked.
    var advice: String {
        switch self {
        case .pending: "ask again in a moment"
        case .active: "look at the link and decide again"
        case .uncleared: "wait for the payment service to clear the payment or to decline it"
        case .completed, .partialRefunded: Self.refundAdvice
        case .refunded, .chargedback, .duplicate: "make a link of another order ID if more is to be paid"
        case .declined, .cancelled, .expired, .failed: "make a new link, for example by duplicateTransaction"
        }
    }
}
