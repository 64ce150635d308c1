import JSON
import PaylinkClient

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
