/// An order, its pages and the attempts to pay it: a value, to which everything happens in ``PaymentService``.
struct Order: Sendable, Equatable {
    /// Why nobody can pay on a page.
    enum Obstacle: String, Sendable {
        case paid, cancelled, expired, replaced, usedUp
    }

    /// Of the latest POST.
    var terms: OrderTerms
    /// The body of the latest POST, as it came.
    var form: [UInt8]
    let madeAt: Moment
    var changedAt: Moment
    var pages: [PaymentPage]
    var transactions: [PaymentTransaction] = []
    /// Whether it was cancelled with `exclude_order`, which also stops reminders.
    var isExcluded = false

    /// The attempt that an answer about the order shows: one that is paid, else the latest.
    var leading: PaymentTransaction? {
        transactions.first { $0.completedAt != nil } ?? transactions.last { $0.recorded == .uncleared }
            ?? transactions.last
    }

    /// The latest page; an order has one at least.
    var page: PaymentPage? { pages.last }

    var isPaid: Bool { transactions.contains { $0.completedAt != nil } }

    /// Money that has come, without what went back.
    var paidTransactions: [PaymentTransaction] { transactions.filter { $0.completedAt != nil } }

    /// What is in the way of a payment on a page; nil if it can be paid there.
    func obstacle(on page: PaymentPage, at now: Moment, _ readings: Readings) -> Obstacle? {
        let paid = paidTransactions
        if paid.contains(where: { $0.token == page.token }) { return .paid }
        if page.isCancelled { return .cancelled }
        if page.isReplaced { return .replaced }
        if !paid.isEmpty, readings.otherAttempts == .duplicate { return .paid }
        if now >= page.endsAt { return .expired }
        return page.openingCount >= PaymentPage.openingCountMax ? .usedUp : nil
    }

    /// The end of the page that a transaction was begun on.
    func end(of transaction: PaymentTransaction) -> Moment {
        pages.first { $0.token == transaction.token }?.endsAt ?? madeAt
    }

    func status(of transaction: PaymentTransaction, at now: Moment) -> PaymentTransaction.Status {
        transaction.status(at: now, linkEndsAt: end(of: transaction))
    }
}
