import ArgumentParser
import Glibc
import JSON
import PaylinkClient

/// `paylink erase`: makes what is known of a customer unreadable.
struct Erase: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make what is known of a customer unreadable for ever.",
        discussion: """
            Amounts, dates and statuses stay. Name one order, or with --email all links of a customer. On a terminal it \
            asks first; elsewhere --yes is needed.

            Examples:
              paylink erase A-1001 --reason "asked by the customer"
              paylink erase --email ada@example.org --reason "asked by the customer" --yes
            """
    )

    @Argument(
        help: ArgumentHelp("The order ID, the link ID or the URL.", valueName: "order"),
        completion: OrderCompletion.kind
    )
    var order: String?

    @Option(
        help: ArgumentHelp("All links whose customer has this address, instead of one order.", valueName: "address")
    )
    var email: String?

    @Option(parsing: .unconditional, help: "Why; kept in the journal for ever, so name nobody in it.")
    var reason: String

    @Flag(help: "Don't ask.")
    var yes = false

    @Option(help: "The site; needed when the daemon serves more than one.")
    var site: String?

    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func validate() throws {
        guard (order == nil) != (email == nil) else {
            throw ValidationError("Name one order, or give --email.")
        }
    }

    func run() throws {
        let daemon = try connection.open()
        let link = try order.map { try self.link($0, daemon) }
        try confirm(link)
        let result = try connection.call(daemon, "erasePersonalData") { writer in
            if let link { OrderArgument.Key(link: link).write(to: &writer) } else { writer.given("site", site) }
            writer.given("email", email)
            writer.member("reason", reason)
        }
        try connection.output.result(result) { _ in
            switch result["erased"]?.integer ?? 0 {
            case 0: ["Nothing was erased: no customer is known there."]
            case 1: ["The customer of 1 link was erased."]
            case let count: ["The customer of \(count) links was erased."]
            }
        }
        if !connection.json, let email = link?["customer"]?["email"]?.string { try tellOthers(of: email, link, daemon) }
    }

    /// Whoever asks to be forgotten means every order.
    private func tellOthers(of email: String, _ link: JSONValue?, _ daemon: Connection) throws {
        let page = try? connection.call(daemon, "listLinks") { writer in
            writer.given("site", link?["site"]?.string)
            writer.member("text", email)
            writer.member("limit", Int64(1000))
        }
        let others = page?["links"]?.elements.count { $0["customer"]?["email"]?.string == email } ?? 0
        guard others > 0 else { return }
        let links = others == 1 ? "1 other link keeps" : "\(others) other links keep"
        Output.complain(
            "\(links) the same customer; to erase those too: "
                + AdvisedCommand.text("erase", "--email", email, "--reason", reason, site: link?.text("site"))
        )
    }

    private func link(_ order: String, _ daemon: Connection) throws(ToolFailure) -> JSONValue {
        try OrderReference.link(order, site: site, connection, daemon)
    }

    private func confirm(_ link: JSONValue?) throws {
        guard !yes else { return }
        guard isatty(STDIN_FILENO) == 1 else {
            throw UsageError("Erasing can't be undone; add --yes to say that it is meant.")
        }
        let whose = link.map { "order \($0.text("orderId"))" } ?? "every link of \(email ?? "")"
        Output.complain("The customer of \(whose) becomes unreadable for ever. Type yes to go on:")
        guard readLine()?.trimmed.lowercased() == "yes" else {
            throw UsageError("Nothing was erased.")
        }
    }
}
