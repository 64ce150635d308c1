import ArgumentParser
import JSON
import PaylinkClient

/// The order that a command is about, and its site.
struct OrderArgument: ParsableArguments {
    @Argument(
        help: ArgumentHelp("The order ID, the link ID or the URL.", valueName: "order"),
        completion: OrderCompletion.kind
    )
    var order: String

    @Option(help: "The site; needed when the daemon serves more than one.")
    var site: String?

    /// An order ID with its site, as most methods want them.
    struct Key {
        let site: String?
        let orderID: String

        /// Writes `site` and `orderId`.
        func write(to writer: inout JSONWriter) {
            writer.given("site", site)
            writer.member("orderId", orderID)
        }
    }

    /// Finds out the order ID; asks the daemon only if the order is named in another way.
    func key(_ connection: ConnectionOptions, _ daemon: Connection) throws(ToolFailure) -> Key {
        if case .orderID(let orderID) = OrderReference(order) { return Key(site: site, orderID: orderID) }
        return Key(link: try link(connection, daemon))
    }

    /// Looks the link up.
    func link(_ connection: ConnectionOptions, _ daemon: Connection) throws(ToolFailure) -> JSONValue {
        try OrderReference.link(order, site: site, connection, daemon)
    }
}

extension OrderArgument.Key {
    /// The key of a link as the daemon answers it.
    init(link: JSONValue) {
        self.init(site: link["site"]?.string, orderID: link.text("orderId"))
    }
}
