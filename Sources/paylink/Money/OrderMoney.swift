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

    /// What is left to do once an amount was received.
    func afterPayment(of amount: Int64) -> String {
        if let other { return foreign(other) }
        guard let heir else { return alone }
        let replaced = "; it was replaced by \(heir.orderID)"
        if let due = heir.due, due > 0 { return "\(replaced): of that, \(heir.text(due)) are still to be paid." }
        guard heir.over > 0 else { return "\(replaced): of that, nothing is left to pay." }
        let over = "\(heir.text(heir.over)) are more than was asked; \(refundAdvice)."
        if heir.status == .cancelled {
            return "\(replaced), which is cancelled: \(heir.text(heir.over)) are held; \(countAdvice(heir))."
        }
        guard heir.over >= amount else { return "\(replaced): of that, \(over)" }
        let all = heir.over > amount ? ", \(heir.text(heir.over)) in all" : ""
        return "\(replaced), which is paid already, so it is more than was asked\(all); \(refundAdvice)."
    }

    /// What stays of all that counts for the order, and what is left to do, once an amount was given back.
    var afterRefund: String {
        let last = heir ?? link
        let stays = "\(last.text(last.held + last.carried)) of what was paid stay"
        let replaced = heir.map { "; it was replaced by \($0.orderID): of that, " }
        if let due = last.due, due > 0 { return "\(stays)\(replaced ?? ", ")\(last.text(due)) are still to be paid." }
        guard last.over > 0 else { return "\(stays)." }
        let over = "\(last.text(last.over)) are more than is asked"
        return "\(stays)\(replaced ?? ", of which ")\(over)."
    }

    /// What came counts for no link that can be paid: the order is asked in another currency.
    private func foreign(_ other: LinkMoney) -> String {
        let over = (heir ?? link).over
        let all = over > 0 ? ": \(link.text(over)) more than was asked" : ""
        let due = other.due.map { $0 > 0 ? ", \(other.text($0)) are still to be paid there" : "" } ?? ""
        return "; it was replaced by \(other.orderID), for which it can't count in another currency\(due)\(all); "
            + "\(refundAdvice)."
    }

    /// The same for a link that was not replaced.
    private var alone: String {
        if let due = link.due, due > 0 { return ", \(link.text(due)) are still to be paid." }
        let over = link.text(link.over)
        switch link.status {
        case .cancelled: return ", but the order is cancelled: \(over) are held; \(countAdvice(link))."
        case .failed: return ", but its link could not be made: \(over) are held; \(countAdvice(link))."
        case .duplicate:
            let payer = "order \(link.link.text("settledBy")) was paid in its place"
            guard link.over > 0 else { return ", but nothing more is asked for by this link, since \(payer)." }
            return ", but \(payer): \(over) more than was asked; \(refundAdvice)."
        default: break
        }
        if let payer {
            let all = link.over > 0 ? "\(over) more than was asked" : "all of it is more than was asked"
            return ", but the order had been paid by \(payer.orderID) already: \(all); \(refundAdvice)."
        }
        guard link.link["paidLate"]?.bool == true else {
            return link.over > 0 ? ", \(over) more than was asked; \(refundAdvice)." : ", nothing is left to pay."
        }
        let end = link.link.text("cancelledAt").isEmpty ? "its link had expired" : "it had been cancelled"
        let rest = link.over > 0 ? "\(over) more than was asked" : "nothing is left to pay"
        let stands = link.over > 0 ? "" : "if the order does not stand any more, "
        return ", \(rest), though \(end); \(stands)\(refundAdvice)."
    }

    private var refundAdvice: String {
        "what you give back is recorded by paylink refund \(link.orderID.shellWord) AMOUNT"
    }

    private func countAdvice(_ last: LinkMoney) -> String {
        let rest = last.restByNewLink
        guard rest == 0 else {
            return "\(last.text(rest)) are due by a new link: \(last.carryAdvice), which asks for that"
        }
        return "let them count for a new link by \(last.carryAdvice), or give them "
            + "back, which is recorded by paylink refund \(link.orderID.shellWord) AMOUNT"
    }
}

extension OrderMoney {
    /// Finds the links that the money of one counts for.
    ///
    /// - Parameters:
    ///   - link: The link.
    ///   - find: Finds another link of its site by its order ID.
    /// - Throws: What `find` throws.
    init(of link: JSONValue, find: (String) throws(ToolFailure) -> JSONValue) throws(ToolFailure) {
        self.link = LinkMoney(link)
        var last = link
        var newest = link
        while let orderID = newest["supersededBy"]?.string {
            newest = try find(orderID)
            if other == nil, newest.text("currency") == link.text("currency") {
                last = newest
            } else {
                other = LinkMoney(newest)
            }
        }
        if last.text("orderId") != link.text("orderId") { heir = LinkMoney(last) }
        guard other == nil, let orderID = last["settledBy"]?.string, orderID != link.text("orderId") else { return }
        let payer = LinkMoney(try find(orderID))
        if payer.held > 0 { self.payer = payer }
    }

    /// Asks the daemon for the links that the money of one counts for.
    init(of link: JSONValue, _ connection: ConnectionOptions, _ daemon: Connection) throws(ToolFailure) {
        try self.init(of: link) { (orderID) throws(ToolFailure) in try Self.link(orderID, of: link, connection, daemon)
        }
    }

    /// Finds the links that hold what is carried over to one, the latest first.
    static func holders(
        of link: JSONValue,
        _ connection: ConnectionOptions,
        _ daemon: Connection
    ) throws(ToolFailure) -> [LinkMoney] {
        var holders: [LinkMoney] = []
        var latest = link
        while LinkMoney(latest).carried > 0, let orderID = latest["duplicateOf"]?.string {
            latest = try Self.link(orderID, of: link, connection, daemon)
            if LinkMoney(latest).held > 0 { holders.append(LinkMoney(latest)) }
        }
        return holders
    }

    private static func link(
        _ orderID: String,
        of link: JSONValue,
        _ connection: ConnectionOptions,
        _ daemon: Connection
    ) throws(ToolFailure) -> JSONValue {
        let key = OrderArgument.Key(site: link["site"]?.string, orderID: orderID)
        return try connection.call(daemon, "getLink") { key.write(to: &$0) }
    }
}
