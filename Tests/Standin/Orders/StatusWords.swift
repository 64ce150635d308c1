/// The two words for the state of an order: for the goods, and for the money.
struct StatusWords: Equatable {
    let status: String
    /// Nil where the service writes null.
    let financial: String?

    /// The words for one transaction.
    init(_ transaction: PaymentTransaction, status: PaymentTransaction.Status, amount: Int64, _ readings: Readings) {
        switch status {
        case .cancelled where readings.cancelWord == .void: (self.status, financial) = ("void", "cancelled")
        case .cancelled: (self.status, financial) = ("cancelled", "void")
        case .duplicate: (self.status, financial) = ("void", "void")
        case .completed where transaction.isChargedBack:
            (self.status, financial) = (readings.chargebackWord.rawValue, "void")
        case .completed where transaction.refundedAmount > 0:
            let word = transaction.refundedAmount < amount ? "partial_refunded" : "refunded"
            (self.status, financial) = (word, readings.refundWord == .same ? word : "completed")
        case .completed where transaction.isShipped: (self.status, financial) = ("shipped", "completed")
        default: (self.status, financial) = (status.rawValue, status.rawValue)
        }
    }

    /// The words for a link on whose page nobody has been.
    init(unused page: PaymentPage?, at now: Moment, _ readings: Readings) {
        if page?.isCancelled == true {
            (status, financial) = ("cancelled", "cancelled")
        } else if let page, now >= page.endsAt {
            (status, financial) = ("expired", "expired")
        } else {
            (status, financial) = ("initialized", readings.unusedLink == .bare ? nil : "initialized")
        }
    }
}
