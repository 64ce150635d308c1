import JSON
import PaylinkClient

/// A refusal of the daemon in the words of the command line.
enum RefusalText {
    /// The sentence, and where needed the existing link and the option that is to blame.
    static func lines(_ error: RemoteError, typed: TypedCommand = .own) -> [String] {
        // The rule that is missing has to name the method, and not a command that may be another than the one typed.
        if error.kind == "notAllowed" { return [missingRule(error.message, typed)] }
        var lines = [words(error.message, source: error.json["data"]?["current"], typed: typed)]
        // The address of a link that nobody can pay leads nowhere.
        if let url = error.existingURL, ["", "active"].contains(error.existingStatus) {
            lines.append("The existing link: \(url)")
        }
        if let parameter = error.parameter, !namesItself.contains(error.kind) {
            let name = parameter.split(separator: "/").last { Int($0) == nil }.map(String.init) ?? parameter
            let option = options[name] ?? parameter
            // Most sentences name it themselves, and arguments have no option.
            let isNamed = lines[0].contains(option) || !option.hasPrefix("-") && !option.hasPrefix("/")
            if !isNamed { lines.append("The option: \(option)") }
        }
        return lines
    }

    private static func missingRule(_ message: String, _ typed: TypedCommand) -> String {
        inOptions(message).replacing(/this call of ([A-Za-z.]+);/) { match in
            "this call of \(match.output.1), which \(typed.command) makes;"
        }
    }

    /// The order, and what it can't become, are named in the message already.
    private static let namesItself: Set = ["orderIdInUse", "unknownOrder", "invalidTransition", "partPaid"]

    /// A sentence of the daemon in the words of the command line.
    ///
    /// - Parameters:
    ///   - message: The sentence.
    ///   - source: The link that a refusal is about, as it is now; nil if it is about none.
    ///   - made: The link that a warning came with; nil for a refusal.
    ///   - typed: What the user typed.
    /// - Returns: The sentence, with commands that can be typed as they stand.
    static func words(
        _ message: String,
        source: JSONValue? = nil,
        made: JSONValue? = nil,
        typed: TypedCommand = .own
    ) -> String {
        var commands: [String] = []
        let site = (made ?? source)?.text("site")
        // What was typed stands in a command too and is not to be changed, so commands come to their places last.
        func place(_ command: String) -> String {
            commands.append(command)
            return mark(commands.count - 1)
        }
        let text = message.replacing(/`duplicateTransaction` of order (.+?) with `supersede` and `carryPaid`/) {
            place(typed.carrying(String($0.output.1), source: source, made: made))
        }.replacing(/cancelLink of order (.+?), then\ /) {
            // What a dry run looked at is not there to be cancelled.
            made?.isDryRun == true
                ? "" : place(AdvisedCommand.text("cancel", String($0.output.1), site: site, typed: typed)) + ", then "
        }.replacing(/what goes back is reported by recordPayment of order (.+)\.$/) { match -> String in
            let refunds = match.output.1.split(separator: " or ").map {
                place(AdvisedCommand.text("refund", String($0), "AMOUNT", site: site, typed: typed))
            }
            return "what you give back is recorded by \(refunds.joined(separator: " or "))."
        }
        return commands.enumerated().reduce(forPeople(inOptions(text))) { text, command in
            text.replacing(mark(command.offset), with: command.element)
        }
    }

    /// Where a command has its place; no text of people has such characters.
    private static func mark(_ index: Int) -> String { "\u{F8FE}\(index)\u{F8FF}" }

    /// Methods as commands, times on the wall's clock, and amounts in one unit.
    private static func forPeople(_ message: String) -> String {
        var text = message.replacing(/\ \([0-9]+ in minor units\)/, with: "")
        text = text.replacing(/[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z/) { ReadableTime.typed(String($0.output)) }
        for (method, command) in commands { text = text.replacing(method, with: command) }
        return text
    }

    /// What the command line calls the methods of the wire, those first whose names begin with another's.
    private static let commands = [
        ("rpc.discover", "paylink call --help"), ("recordPayment", "paylink refund"),
        ("duplicateTransaction", "paylink duplicate"), ("updateLink", "paylink update"),
        ("cancelLink", "paylink cancel"), ("getLink", "paylink show"), ("generateLinks", "paylink generate --from"),
        ("generateLink", "paylink generate"), ("listLinks", "paylink list"), ("listEvents", "paylink events"),
        ("erasePersonalData", "paylink erase"), ("getServiceStatus", "paylink status"),
        ("getQrCode", "paylink qr"), ("resolveLink", "paylink call resolveLink"),
        ("listPaymentMethods", "paylink call listPaymentMethods"), ("claimReminders", "paylink remind"),
        ("confirmReminder", "paylink remind"),
        ("handleNotification", "paylink call handleNotification"), ("reconcileLinks", "paylink call reconcileLinks"),
    ]

    /// The message with the wire's parameters, which stand in backticks, replaced by options.
    private static func inOptions(_ message: String) -> String {
        let parts = message.split(separator: "`", omittingEmptySubsequences: false)
        guard parts.count % 2 == 1 else { return message }
        return parts.enumerated().map { index, part in
            index % 2 == 0 ? String(part) : options[String(part)] ?? String(part)
        }.joined()
    }

    /// What the command line calls the parameters of the wire.
    private static let options = [
        "after": "--after", "amount": "the amount", "amountMax": "--amount-max", "amountMin": "--amount-min",
        "cancelUrl": "--cancel-url", "country": "--country", "createdAfter": "--created-after",
        "createdBefore": "--created-before", "currency": "--currency", "cursor": "--cursor", "daysActive": "--days",
        "description": "--description", "email": "--email", "expiresAfter": "--expires-after",
        "expiresAt": "--expires-at", "expiresBefore": "--expires-before", "firstName": "--first-name",
        "gateway": "--gateway", "idempotencyKey": "--idempotency-key", "ifVersion": "--if-version",
        "lastName": "--last-name", "limit": "--limit", "linkId": "the link ID", "locale": "--locale",
        "metadata": "--metadata", "newOrderId": "the new order ID", "note": "--note",
        "notificationUrl":
            "--notification-url", "occurredAt": "--at", "onExisting": "--on-existing", "orderId": "the order ID",
        "orderIdPrefix": "--prefix", "reason": "--reason", "redirectUrl": "--redirect-url",
        "secondChanceEmail": "--second-chance-email", "secondsActive": "--seconds", "site": "--site",
        "status": "--status", "text": "--text", "transactionId": "--transaction-id", "types": "--type",
        "carryPaid": "--carry-paid",
    ]
}
