import ArgumentParser
import JSON
import JSONRPC
import PaylinkClient

/// `paylink update`: changes until when a link can be paid, its reminders or its notes.
struct Update: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Extend, shorten or reopen a link, or change its notes.",
        discussion: """
            A link that has expired can be paid again; one that was cancelled, replaced or paid can't. \
            What you don't give stays as it is. A time without a zone is local, and a day ends at its end. An amount \
            changes by paylink replace.

            Examples:
              paylink update A-1001 --days 14 --reason "Customer asked for time"
              paylink update A-1001 --expires-at "2026-12-24 18:00"
            """
    )

    @OptionGroup var order: OrderArgument

    @Option(help: "How many days the link can be paid from now on, 1 to 365.")
    var days: Int64?

    @Option(help: "How many seconds from now on, instead of --days.")
    var seconds: Int64?

    @Option(help: ArgumentHelp("Until when it can be paid, instead of --days; a day is its end.", valueName: "time"))
    var expiresAt: String?

    @Flag(inversion: .prefixedNo, help: "Remind the customer by e-mail while the link is unpaid.")
    var secondChanceEmail: Bool?

    @Option(
        help: ArgumentHelp(
            "A note of the shop's own, instead of all there were; may be repeated.",
            valueName: "key=value"
        )
    )
    var metadata: [String] = []

    @Option(parsing: .unconditional, help: "Why, in words for people; kept in the journal.")
    var reason: String?

    @Option(help: "Change it only while the link still has this version.")
    var ifVersion: Int64?

    @OptionGroup(visibility: .hidden) var terms: FixedTerms

    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func validate() throws {
        guard terms.words.isEmpty else {
            let words = ["replace", order.order, "NEW-ORDER-ID"] + terms.words + durationWords
            let command = AdvisedCommand.text(words, site: order.site)
            throw ValidationError("A link's terms stay as they are; make a new link in its place: \(command)")
        }
        guard [days != nil, seconds != nil, expiresAt != nil].count(where: { $0 }) < 2 else {
            throw ValidationError("Give one of --days, --seconds and --expires-at.")
        }
        guard days != nil || seconds != nil || expiresAt != nil || secondChanceEmail != nil || !metadata.isEmpty else {
            throw ValidationError(
                "Give what is to change: --days, --seconds, --expires-at, --second-chance-email or --metadata."
            )
        }
    }

    /// How long the link can be paid, as words of a command line.
    var durationWords: [String] {
        var words: [String] = []
        words.give("--days", days.map(String.init))
        words.give("--seconds", seconds.map(String.init))
        return words
    }

    func run() throws {
        var notes: [KeyValue] = []
        for argument in metadata { notes.append(try KeyValue(argument: argument)) }
        let end = try expiresAt.map { try TimeArgument.rfc3339($0, endsDay: true) }
        let daemon = try connection.open()
        let key = try order.key(connection, daemon)
        let link = try connection.call(daemon, "updateLink") { writer in
            key.write(to: &writer)
            writer.given("daysActive", days)
            writer.given("secondsActive", seconds)
            writer.given("expiresAt", end)
            writer.given("secondChanceEmail", secondChanceEmail)
            writer.notes(notes)
            writer.given("reason", reason)
            writer.given("ifVersion", ifVersion)
        }
        try connection.output.result(link, LinkSummary(link).briefLines)
    }
}
