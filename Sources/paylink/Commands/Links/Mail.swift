import ArgumentParser
import JSON
import LinkMail
import PaylinkClient
import PaymentLinks

/// `paylink mail`: a mail to the customer with the link.
struct Mail: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write the customer a mail with the link, or send it.",
        discussion: """
            Without --send the whole message is written to standard output. With it the local mail system gets the message, \
            as sendmail -t.

            It is in the language of the customer's locale, else in English, under the shop's name and from the sender that \
            the site is configured with. Without a sender it is from you on this machine.

            Examples:
              paylink mail A-1001
              paylink mail A-1001 --send
            """
    )

    @OptionGroup var order: OrderArgument

    @Flag(help: "Give the message to the local mail system.")
    var send = false

    @Option(
        help: ArgumentHelp("The program that takes the message.", valueName: "path"),
        completion: .file()
    )
    var sendmail = Sendmail.standardPath

    @Option(help: "Another sender than the site's.")
    var from: String?

    @Option(help: "Another receiver than the customer's address.")
    var to: String?

    @Flag(name: .customLong("no-qr"), help: "Leave the QR code out.")
    var withoutCode = false

    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func validate() throws {
        for address in [from, to] { _ = try Self.address(address) }
    }

    func run() throws {
        let daemon = try connection.open()
        let link = try order.link(connection, daemon)
        if let reason = try refusal(link, daemon) { throw refused(reason) }
        guard let receiver = try Self.address(to ?? link["customer"]?["email"]?.string) else {
            throw refused("Order \(link.text("orderId")) has no e-mail address; name one with --to.")
        }
        let correspondence = LinkCorrespondence(link)
        let message = try correspondence.message(
            .link,
            from: Self.address(from) ?? correspondence.sender(),
            to: receiver,
            at: .now,
            code: withoutCode ? nil : LinkCorrespondence.code(of: link, connection, daemon)
        )
        guard send else { return try ArraySlice(message.bytes).write(to: 1) }
        try Sendmail(path: sendmail).send(message)
        try connection.output.result(link) { _ in
            ["The mail about order \(link.text("orderId")) is handed over for \(receiver.text).".printable]
        }
    }

    private func refusal(_ link: JSONValue, _ daemon: Connection) throws(ToolFailure) -> String? {
        let newest = try OrderMoney.newest(after: link, connection, daemon)
        let last = newest ?? link
        let isPayable = LinkCorrespondence.refusal(last) == nil
        let carry =
            !isPayable && LinkCorrespondence.needsCarrying(last)
            ? CarryAdvice(for: LinkMoney(last), connection, daemon) : nil
        return LinkCorrespondence.refusal(link, newest: newest, carry: carry)
    }

    private func refused(_ sentence: String) -> ToolFailure {
        Output.complain("paylink: \(sentence)")
        return .ended(.refused)
    }

    private static func address(_ text: String?) throws -> EmailAddress? {
        guard let text else { return nil }
        do throws(Refusal) {
            return try EmailAddress(text)
        } catch {
            throw ValidationError(error.message)
        }
    }
}
