import JSON
import PaymentLinks

/// One link for people: its URL alone on the first line, to be copied, then what it is about.
struct LinkSummary {
    private let link: JSONValue
    private let shown: ShownLink

    /// Takes a link as the daemon answers it.
    init(_ link: JSONValue) {
        self.link = link
        shown = ShownLink(link)
    }

    /// What one wants to see of a link that has just been made.
    func briefLines(_ appearance: Appearance) -> [String] {
        var fields = FieldList()
        appendTerms(to: &fields)
        return [headline] + fields.lines(appearance)
    }

    /// Everything there is to know.
    ///
    /// - Parameters:
    ///   - appearance: How it is to look.
    ///   - user: Who made the last change.
    ///   - attempts: The other links of the same order that can be paid.
    ///   - carry: How what was paid comes to count for a new link.
    /// - Returns: The lines.
    func fullLines(
        _ appearance: Appearance,
        changedBy user: String = "",
        attempts: [JSONValue] = [],
        carry: CarryAdvice? = nil
    ) -> [String] {
        var fields = FieldList()
        appendTerms(to: &fields, carry)
        appendDetails(to: &fields)
        appendHistory(to: &fields)
        for attempt in attempts { fields.append("Also payable", attempt.text("orderId")) }
        fields.append("Last change by", user)
        return [headline] + fields.lines(appearance)
    }

    /// What one wants to know after a cancellation.
    ///
    /// - Parameters:
    ///   - newest: The last of the links that took its place; nil if none did.
    ///   - attempts: The other links of the same order that can be paid.
    ///   - holders: The earlier links that hold what is carried over to it.
    ///   - carry: How what was paid comes to count for a new link.
    /// - Returns: The lines.
    func cancelledLines(
        newest: JSONValue? = nil,
        attempts: [JSONValue] = [],
        holders: [LinkMoney] = [],
        carry: CarryAdvice? = nil
    ) -> [String] {
        let end = newest.map(Self.continuation) ?? ending(isLast: attempts.isEmpty, holders, carry)
        let others = attempts.map { attempt in
            let orderID = attempt.text("orderId")
            return "Its other link \(orderID) can still be paid; to end that too: \(Self.cancel(attempt))"
        }
        return (["Order \(shown.orderID) is \(shown.status): \(end)"] + others).map(\.printable)
    }

    /// What took the place of a link goes on without it.
    private static func continuation(_ newest: JSONValue) -> String {
        let order = newest.text("orderId")
        switch LinkMoney(newest).status {
        case .active, .pending, .expired, .declined, .failed:
            return "\(order) took its place; to end that too: \(cancel(newest))"
        default: return "\(order) took its place, which is \(newest.text("status"))."
        }
    }

    private static func cancel(_ link: JSONValue) -> String {
        AdvisedCommand.text("cancel", link.text("orderId"), site: link.text("site"))
    }

    /// What follows from the end of a link that no other one took the place of.
    private func ending(isLast: Bool, _ holders: [LinkMoney], _ carry: CarryAdvice?) -> String {
        let money = LinkMoney(link)
        if money.restByNewLink > 0, let command = carry?.command {
            return "\(money.text(money.restByNewLink)) are due by a new link; to make it: \(command)"
        }
        guard money.over > 0 else { return "nobody can pay \(isLast ? "its \(shown.amount)" : "this link") any more." }
        let count = carry?.command.map { "; to let them count for a new link: \($0)" } ?? ""
        return
            "nobody can pay it any more; \(money.text(money.over)) of it were paid and are held\(count); to record that they "
            + "go back: \(Self.refunds(money, holders))"
    }

    /// Money goes back from the links that it came to.
    private static func refunds(_ money: LinkMoney, _ holders: [LinkMoney]) -> String {
        let all = (money.held > 0 ? [money] : []) + holders
        let known = all.map(all.count > 1 ? \.boundedRefundCommand : \.refundCommand)
        let isWhole = all.reduce(0) { $0 + $1.held } >= money.held + money.carried
        return (known + (isWhole ? [] : ["the same of the other links that it came to"])).joined(separator: " or ")
    }

    private var headline: String {
        link["url"]?.string?.printable ?? "Dry run: all is well, and nothing was made."
    }

    private func appendTerms(to fields: inout FieldList, _ carry: CarryAdvice? = nil) {
        fields.append("Order ID", shown.orderID)
        if shown.site != "default" { fields.append("Site", shown.site) }
        fields.append("Amount", shown.amount)
        fields.append("Status", shown.status, TextStyle(status: shown.status))
        fields.append("Opened", openings)
        fields.append("Description", shown.description)
        fields.append("Customer", customer)
        fields.append("Created", ReadableTime.minutes(link.text("createdAt")))
        fields.append("Expires", ReadableTime.end(link.text("expiresAt")))
        appendPayments(to: &fields, carry)
    }

    /// What came and went; nothing of it on a link that nobody has paid.
    private func appendPayments(to fields: inout FieldList, _ carry: CarryAdvice?) {
        fields.append("Paid", link.amount("paidAmount"))
        fields.append("Carried over", link.amount("carriedAmount"))
        fields.append("Due", shown.due)
        let rest = LinkMoney(link).restByNewLink
        if rest > 0 {
            let command = carry?.command.map { ": \($0)" } ?? ""
            fields.append("Due otherwise", "\(LinkMoney(link).text(rest)) by a new link\(command)")
        }
        let late = link["paidLate"]?.bool == true ? ", late" : ""
        let paidAt = ReadableTime.minutes(link.text("paidAt"))
        fields.append("Paid at", paidAt.isEmpty ? "" : paidAt + late)
        fields.append("Overpaid", link.amount("overpaidAmount"))
        fields.append("Refunded", link.amount("refundedAmount"))
        fields.append("Charged back", link.amount("chargedBackAmount"))
        fields.append("Transaction", link.text("transactionId"))
        fields.append("Order settled by", link.text("settledBy"))
        fields.append("Paid again by", link.text("paidAgainBy"))
    }

    private func appendDetails(to fields: inout FieldList) {
        fields.append("Gateway", link.text("gateway"))
        if link["secondChanceEmail"]?.bool == true { fields.append("Second-chance e-mail", "yes") }
        fields.append("Redirect URL", link.text("redirectUrl"))
        fields.append("Cancel URL", link.text("cancelUrl"))
        fields.append("Notification URL", link.text("notificationUrl"))
        if let metadata = link["metadata"] {
            for (name, value) in metadata.members { fields.append("Metadata", "\(name)=\(value.string ?? "")") }
        }
    }

    private func appendHistory(to fields: inout FieldList) {
        fields.append("Duplicate of", link.text("duplicateOf"))
        fields.append("Superseded by", link.text("supersededBy"))
        fields.append("Cancelled", ReadableTime.minutes(link.text("cancelledAt")))
        fields.append("Reason", link.text("cancelReason"))
        fields.append("Link ID", link.text("linkId"))
        if let version = link["version"]?.integer, version > 0 { fields.append("Version", String(version)) }
    }

    /// Why a link that is active can't be paid all the same.
    private var openings: String {
        guard shown.status == LinkStatus.active.rawValue, link["openingsLeft"]?.integer == 0 else { return "" }
        return "too often to be paid; to open it again: "
            + AdvisedCommand.text("update", shown.orderID, "--days", "30", site: shown.site)
    }

    private var customer: String {
        let erasedAt = link.text("customerErasedAt")
        guard let customer = link["customer"], !customer.isNull else {
            return erasedAt.isEmpty ? "" : "erased \(ReadableTime.minutes(erasedAt))"
        }
        let email = customer.text("email")
        let hasBoth = !email.isEmpty && shown.customer != email
        let whole = [
            shown.customer + (hasBoth ? " <\(email)>" : ""), customer.text("country"), customer.text("locale"),
        ]
        return whole.filter { !$0.isEmpty }.joined(separator: ", ")
    }
}
