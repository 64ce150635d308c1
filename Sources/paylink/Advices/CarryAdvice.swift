import JSON
import PaylinkClient

/// How money that counts for nothing comes to count for a new link.
///
/// What is advised is tried by a dry run before: a sentence never leads to a refusal.
struct CarryAdvice {
    /// The command; nil if no single one does it.
    let command: String?

    /// Finds the command: a replacement of the link itself, or of the attempt that is in its way.
    ///
    /// - Parameters:
    ///   - money: The link that tells the money.
    ///   - dryRun: Tries to replace a link by its order ID, and answers what would be made.
    init(for money: LinkMoney, dryRun: (String) throws(ToolFailure) -> JSONValue) {
        let amount = money.held + money.carried
        let carries = { (link: JSONValue) in LinkMoney(link).carried >= amount }
        do throws(ToolFailure) {
            command = carries(try dryRun(money.orderID)) ? Self.command(for: money.orderID, site: money.site) : nil
        } catch {
            guard case .refused(let error, asJSON: _) = error, let rival = error.json["data"]?["rival"]?.string,
                let made = try? dryRun(rival), carries(made)
            else {
                command = nil
                return
            }
            command = Self.command(for: rival, site: money.site)
        }
    }

    /// Asks the daemon.
    init(for money: LinkMoney, _ connection: ConnectionOptions, _ daemon: Connection) {
        self.init(for: money) { (orderID) throws(ToolFailure) in
            try connection.call(daemon, "duplicateTransaction") { writer in
                OrderArgument.Key(site: money.link["site"]?.string, orderID: orderID).write(to: &writer)
                writer.member("newOrderId", "paylink-dry-run")
                writer.member("supersede", true)
                writer.member("carryPaid", true)
                writer.member("dryRun", true)
            }
        }
    }

    /// The replacement of an order by which what was paid counts.
    ///
    /// - Parameters:
    ///   - orderID: The order.
    ///   - newOrderID: The new link's order ID; nil if the user is to choose it.
    ///   - terms: The options that say what the new link asks for, where that is not what the old one does.
    ///   - site: The order's site.
    ///   - typed: What the user typed.
    /// - Returns: The command.
    static func command(
        for orderID: String,
        as newOrderID: String? = nil,
        _ terms: [String] = [],
        site: String?,
        typed: TypedCommand = .own
    ) -> String {
        let words = ["replace", orderID, newOrderID ?? "NEW-ORDER-ID"] + terms + ["--carry-paid"]
        return AdvisedCommand.text(words, site: site, typed: typed)
    }
}
