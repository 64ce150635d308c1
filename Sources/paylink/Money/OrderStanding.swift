import JSON
import PaymentLinks

/// What became of an order by one of its links: the last link that took its place tells it, or the one that was paid in its
/// stead.
struct OrderStanding {
    private let link: LinkMoney
    private let newest: LinkMoney
    private let payer: LinkMoney?

    /// Finds the links that tell it.
    ///
    /// - Parameters:
    ///   - link: The link.
    ///   - find: Finds another link of its site by its order ID.
    /// - Throws: What `find` throws.
    init(of link: JSONValue, find: (String) throws(ToolFailure) -> JSONValue) throws(ToolFailure) {
        self.link = LinkMoney(link)
        var newest = link
        while let orderID = newest["supersededBy"]?.string { newest = try find(orderID) }
        self.newest = LinkMoney(newest)
        let settledBy = self.newest.status == .duplicate ? newest["settledBy"]?.string : nil
        payer = if let settledBy { LinkMoney(try find(settledBy)) } else { nil }
    }

    /// What the order came to, in words; nil while it may still be paid.
    var end: (sentence: String, status: ExitStatus)? {
        if let payer, payer.status == .completed || payer.status == .partialRefunded {
            return ("is paid\(payer.orderID == link.orderID ? "" : " by \(payer.orderID)")", .fine)
        }
        switch newest.status {
        case .completed, .partialRefunded: return paid
        // An earlier link got what was due, whatever becomes of the payment that is held.
        case .uncleared where newest.due == 0: return paid
        case .cancelled, .expired, .duplicate, .refunded, .chargedback, .failed:
            let status = newest.link.text("status")
            let subject = isReplaced ? "was replaced by \(newest.orderID), which is" : "is"
            return ("\(subject) \(status) and can't be paid any more\(due)\(paidBy)\(reopening)", .refused)
        case .pending, .active, .uncleared, .declined, nil: return nil
        }
    }

    /// What is still open, in words.
    var openSentence: String {
        "is not paid yet\(isReplaced ? "; it was replaced by \(newest.orderID)" : "")\(due)"
    }

    private var paid: (sentence: String, status: ExitStatus) {
        ("is paid\(isReplaced ? " by \(newest.orderID), which took its place" : "")", .fine)
    }

    private var isReplaced: Bool { newest.orderID != link.orderID }

    private var due: String {
        guard let due = newest.due, due > 0 else { return "" }
        return "; \(newest.text(due)) are due"
    }

    /// How an expired link can be paid after all; what a payment service has made can't be.
    private var reopening: String {
        guard newest.status == .expired, newest.link["issuer"]?.string == "local" else { return "" }
        let command = AdvisedCommand.text("update", newest.orderID, "--days", "DAYS", site: newest.site)
        return "; \(command) reopens it"
    }

    private var paidBy: String { payer.map { "; the order was paid by \($0.orderID)" } ?? "" }
}
