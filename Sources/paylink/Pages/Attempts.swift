import JSON
import PaylinkClient
import PaymentLinks

/// The links that an order has beside one of its own: those that `reissue` made, named `A-1/2`, `A-1/3`.
struct Attempts {
    let connection: ConnectionOptions

    /// The other links of a link's order that can be paid; none if that can't be found out, since the link itself
    /// matters more.
    func payable(beside link: JSONValue, _ daemon: Connection) -> [JSONValue] {
        let root = Self.root(of: link)
        let page = try? connection.call(daemon, "listLinks") { writer in
            writer.given("site", link["site"]?.string)
            writer.member("orderIdPrefix", root)
            writer.array("status") { writer in for status in ["active", "pending"] { writer.value(status) } }
        }
        return (page?["links"].map { Array($0.elements) } ?? []).filter { other in
            other.text("orderId") != link.text("orderId") && Self.root(of: other) == root
        }
    }

    /// The links behind a copy for which money may still come: those that it was made of, what took their places, and their
    /// attempts; as many as can be found out.
    func open(behind copy: JSONValue, _ daemon: Connection) -> [JSONValue] {
        var open: [JSONValue] = []
        var seen: Set = [copy.text("orderId")]
        var latest = copy
        while let orderID = latest["duplicateOf"]?.string,
            let source = try? OrderMoney.link(orderID, of: copy, connection, daemon),
            seen.insert(orderID).inserted
        {
            let newest = (try? OrderMoney.newest(after: source, connection, daemon)) ?? source
            let family = [source] + [newest] + payable(beside: source, daemon)
            for link in family where Self.mayBePaid(link) {
                let isKnown = open.contains { $0.text("orderId") == link.text("orderId") }
                if !isKnown, link.text("orderId") != copy.text("orderId") { open.append(link) }
            }
            latest = source
        }
        return open
    }

    private static func mayBePaid(_ link: JSONValue) -> Bool {
        let money = LinkMoney(link)
        switch money.status {
        case .pending, .uncleared: return true
        case .active: return money.due ?? 1 > 0
        default: return false
        }
    }

    /// The order ID without the number of the attempt.
    ///
    /// `2026/11` may be an order ID as it is, so only a link that is made of another one has such a number.
    private static func root(of link: JSONValue) -> String {
        let orderID = link.text("orderId")
        guard let slash = orderID.lastIndex(of: "/"), !link.text("duplicateOf").isEmpty else { return orderID }
        let number = orderID[orderID.index(after: slash)...]
        let root = String(orderID[..<slash])
        let isAttempt = Int(number) != nil && (link.text("duplicateOf") + "/").hasPrefix(root + "/")
        return isAttempt ? root : orderID
    }
}
