import JSON
import PaymentLinks

/// The money of a link, as the daemon answers it: what is told about it is told from these figures.
struct LinkMoney {
    let link: JSONValue

    init(_ link: JSONValue) {
        self.link = link
    }

    var orderID: String { link.text("orderId") }

    var site: String { link.text("site") }

    /// What this link itself holds: what came less what went back, without what is carried over.
    var held: Int64 { amount("paidAmount") - amount("refundedAmount") - amount("chargedBackAmount") }

    /// What earlier links of the order hold and what counts for this one.
    var carried: Int64 { amount("carriedAmount") }

    /// What is still to be paid; nil where nothing ever will be.
    var due: Int64? { link["dueAmount"]?.integer }

    /// What is held beyond what is asked.
    var over: Int64 { amount("overpaidAmount") }

    /// Whether it was paid in full.
    var isPaid: Bool { status?.isPaid ?? false }

    var status: LinkStatus? { LinkStatus(rawValue: link.text("status")) }

    /// An amount in the link's currency.
    func text(_ minorUnits: Int64) -> String { AmountText.withCurrency(minorUnits, link.text("currency")) }

    private func amount(_ name: StaticString) -> Int64 { link["\(name)"]?.integer ?? 0 }

    /// What a new link asks for if this one ended since its page at the payment service asked for too much; else 0.
    var restByNewLink: Int64 {
        guard status == .cancelled, link.text("cancelReason") == Reason.asksTooMuch.text else { return 0 }
        return max(0, amount("amount") - held - carried)
    }

    /// Whether money is held that counts for nothing, since the link ended unpaid.
    var isHeldForNothing: Bool { over > 0 && (status == .cancelled || status == .failed) }

    /// The command that records what goes back of what it holds.
    var refundCommand: String { AdvisedCommand.text("refund", orderID, "AMOUNT", site: site) }

    /// The same with how much can go back, for where that is less than what is over in all.
    var boundedRefundCommand: String { "\(refundCommand) (it holds \(text(held)))" }

    /// What is still to be paid, in words; nil if nothing is.
    var dueSentence: String? {
        guard let due, due > 0 else { return nil }
        let isOver = status == .expired ? ", but the link has expired" : ""
        return "\(text(due)) are still to be paid\(isOver)"
    }
}
