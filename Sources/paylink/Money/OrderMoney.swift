import JSON
import PaylinkClient
import PaymentLinks

/// The money of an order by one of its links, in words: money for a link that was replaced counts for the last link that
/// took its place, so that is the one that tells what is due and what is too much.
struct OrderMoney {
    let link: LinkMoney
    /// The last link that took its place; nil if there is none.
    var heir: LinkMoney?
    /// The last link that took its place in another currency, for which its money counts nothing; nil if there is none.
    var other: LinkMoney?
    /// The attempt that had paid the order before and still holds that money.
    var payer: LinkMoney?

    /// The links that hold what is too much, if the link alone holds less; else none.
    var holders: [LinkMoney] = []

    /// How what is held for a link that ended unpaid comes to count for a new one.
    var carry: CarryAdvice?

    /// What is left to do once an amount was received.
    func afterPayment(of amount: Int64) -> String {
        if let other { return foreign(other) }
        guard let heir else { return alone }
        let replaced = "; it was replaced by \(heir.orderID)"
        if let due = heir.dueSentence { return "\(replaced): of that, \(due)." }
        guard heir.over > 0 else { return "\(replaced): of that, nothing is left to pay." }
        if heir.isHeldForNothing {
            let end = heir.status == .cancelled ? "which is cancelled" : "whose link could not be made"
            return "\(replaced), \(end): \(heir.text(heir.over)) are held; \(heldAdvice(heir))."
        }
        let over = "\(heir.text(heir.over)) are more than was asked; \(refundAdvice)."
        guard heir.over >= amount else { return "\(replaced): of that, \(over)" }
        let all = heir.over > amount ? ", \(heir.text(heir.over)) in all" : ""
        return "\(replaced), which is paid already, so it is more than was asked\(all); \(refundAdvice)."
    }

    /// What stays of all that counts for the order, and what is left to do, once an amount was given back.
    var afterRefund: String {
        let last = heir ?? link
        let stays = "\(last.text(last.held + last.carried)) of what was paid stay"
        let replaced = heir.map { "; it was replaced by \($0.orderID): of that, " }
        if let due = last.dueSentence { return "\(stays)\(replaced ?? ", ")\(due)." }
        guard last.over > 0 else { return "\(stays)." }
        let advice = holders.isEmpty && link.held < last.over ? "" : "; \(refundAdvice)"
        let over = "\(last.text(last.over)) are more than is asked\(advice)"
        return "\(stays)\(replaced ?? ", of which ")\(over)."
    }

    /// What came counts for no link that can be paid: the order is asked in another currency.
    private func foreign(_ other: LinkMoney) -> String {
        let over = (heir ?? link).over
        let all = over > 0 ? ": \(link.text(over)) more than was asked" : ""
        let due = other.dueSentence.map { ", \($0) there" } ?? ""
        return "; it was replaced by \(other.orderID), for which it can't count in another currency\(due)\(all); "
            + "\(refundAdvice)."
    }

    /// The same for a link that was not replaced.
    private var alone: String {
        if let due = link.dueSentence { return ", \(due)." }
        let over = link.text(link.over)
        if link.isHeldForNothing {
            let end = link.status == .cancelled ? "the order is cancelled" : "its link could not be made"
            return ", but \(end): \(over) are held; \(heldAdvice(link))."
        }
        if link.status == .duplicate {
            let settledBy = link.link.text("settledBy")
            guard link.over > 0 else { return insteadOfReturned(settledBy) }
            return ", but order \(settledBy) was paid in its place: \(over) more than was asked; \(refundAdvice)."
        }
        if let payer {
            guard link.over > 0 else { return insteadOfReturned(payer.orderID) }
            return
                ", but the order had been paid by \(payer.orderID) already: \(over) more than was asked; \(refundAdvice)."
        }
        guard link.link["paidLate"]?.bool == true else {
            return link.over > 0 ? ", \(over) more than was asked; \(refundAdvice)." : ", nothing is left to pay."
        }
        let end = link.link.text("cancelledAt").isEmpty ? "its link had expired" : "it had been cancelled"
        let rest = link.over > 0 ? "\(over) more than was asked" : "nothing is left to pay"
        let stands = link.over > 0 ? "" : "if the order does not stand any more, "
        return ", \(rest), though \(end); \(stands)\(refundAdvice)."
    }

    /// Another attempt had settled the order, and gave money back.
    private func insteadOfReturned(_ payer: String) -> String {
        ", which counts instead of what \(payer) gave back; nothing is left to pay."
    }

    /// Money goes back from the links that it came to, and of each no more than it holds.
    private var refunds: String {
        guard !holders.isEmpty else { return link.refundCommand }
        return holders.map(\.boundedRefundCommand).joined(separator: " or ")
    }

    private var refundAdvice: String {
        "what you give back is recorded by \(refunds)"
    }

    /// What is to be done with money that counts for nothing; it goes back where no command lets it count.
    private func heldAdvice(_ last: LinkMoney) -> String {
        let rest = last.restByNewLink
        guard let command = carry?.command else { return refundAdvice }
        guard rest == 0 else { return "\(last.text(rest)) are due by a new link: \(command), which asks for that" }
        return "let them count for a new link by \(command), or give them back, which is recorded by \(refunds)"
    }
}

extension OrderMoney {
    /// Finds the links that the money of one counts for.
    ///
    /// - Parameters:
    ///   - link: The link.
    ///   - find: Finds another link of its site by its order ID.
    ///   - advice: Finds how money that is held comes to count.
    /// - Throws: What `find` throws.
    init(
        of link: JSONValue,
        find: (String) throws(ToolFailure) -> JSONValue,
        advice: (LinkMoney) -> CarryAdvice
    ) throws(ToolFailure) {
        self.link = LinkMoney(link)
        var last = link
        var newest = link
        while let orderID = newest["supersededBy"]?.string {
            newest = try find(orderID)
            if newest.text("currency") == link.text("currency") { last = newest }
        }
        if newest.text("currency") != link.text("currency") { other = LinkMoney(newest) }
        if last.text("orderId") != link.text("orderId") { heir = LinkMoney(last) }
        if LinkMoney(last).isHeldForNothing { carry = advice(LinkMoney(last)) }
        if LinkMoney(last).over > self.link.held {
            let all = [LinkMoney(last)].filter { $0.held > 0 } + (try Self.holders(of: last, find))
            holders = all.filter { $0.orderID == self.link.orderID } + all.filter { $0.orderID != self.link.orderID }
        }
        guard other == nil, let orderID = last["settledBy"]?.string, orderID != link.text("orderId") else { return }
        let payer = LinkMoney(try find(orderID))
        if payer.held > 0 { self.payer = payer }
    }

    /// Asks the daemon for the links that the money of one counts for.
    init(of link: JSONValue, _ connection: ConnectionOptions, _ daemon: Connection) throws(ToolFailure) {
        try self.init(of: link) { (orderID) throws(ToolFailure) in
            try Self.link(orderID, of: link, connection, daemon)
        } advice: {
            CarryAdvice(for: $0, connection, daemon)
        }
    }

    /// Finds the last of the links that took a link's place; nil if none did.
    static func newest(
        after link: JSONValue,
        _ connection: ConnectionOptions,
        _ daemon: Connection
    ) throws(ToolFailure) -> JSONValue? {
        var newest: JSONValue?
        while let orderID = (newest ?? link)["supersededBy"]?.string {
            newest = try Self.link(orderID, of: link, connection, daemon)
        }
        return newest
    }

    /// Finds links that hold what is carried over to one, the latest first: those on the way back to the first one.
    static func holders(
        of link: JSONValue,
        _ connection: ConnectionOptions,
        _ daemon: Connection
    ) throws(ToolFailure) -> [LinkMoney] {
        try holders(of: link) { (orderID) throws(ToolFailure) in try Self.link(orderID, of: link, connection, daemon) }
    }

    private static func holders(
        of link: JSONValue,
        _ find: (String) throws(ToolFailure) -> JSONValue
    ) throws(ToolFailure) -> [LinkMoney] {
        var holders: [LinkMoney] = []
        var latest = link
        while holders.reduce(0, { $0 + $1.held }) < LinkMoney(link).carried,
            let orderID = latest["duplicateOf"]?.string
        {
            latest = try find(orderID)
            let counts = latest["supersededBy"]?.string != nil && latest.text("currency") == link.text("currency")
            if counts, LinkMoney(latest).held > 0 { holders.append(LinkMoney(latest)) }
        }
        return holders
    }

    /// Finds another link of a link's site.
    static func link(
        _ orderID: String,
        of link: JSONValue,
        _ connection: ConnectionOptions,
        _ daemon: Connection
    ) throws(ToolFailure) -> JSONValue {
        let key = OrderArgument.Key(site: link["site"]?.string, orderID: orderID)
        return try connection.call(daemon, "getLink") { key.write(to: &$0) }
    }
}
