import ArgumentParser
import JSON
import LinkMail
import PaylinkClient
import PaymentLinks

/// `paylink remind`: the second-chance mails that are due.
struct Remind: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Send the second-chance mails that are due.",
        discussion: """
            Takes the reminders that are due from the daemon, gives each to the local mail system as sendmail -t, and tells \
            the daemon what became of it. Each reminder is handed out once, ever: one that the mail system does not take is \
            said and not tried again. A timer runs this every five minutes (paylink-mailer.timer).

            Example:
              paylink remind --send
            """
    )

    @Flag(help: "Send the mails; without it nothing is done, since a reminder is handed out only once.")
    var send = false

    @Option(help: ArgumentHelp("The program that takes the messages.", valueName: "path"), completion: .file())
    var sendmail = Sendmail.standardPath

    @Option(help: "The site; without it, every site.")
    var site: String?

    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    /// How many are taken at once: the fewer, the fewer are lost if this process is killed.
    private static let claimMax: Int64 = 10

    func validate() throws {
        guard send else {
            throw ValidationError("Add --send: a reminder is handed out once, and then it has to be sent.")
        }
    }

    func run() throws {
        try Sendmail(path: sendmail).expectProgram()
        let daemon = try connection.open()
        var sentCount = 0
        var failedCount = 0
        while true {
            let claimed = try connection.call(daemon, "claimReminders") { writer in
                writer.given("site", site)
                writer.member("limit", Self.claimMax)
            }
            let reminders = claimed["reminders"].map { Array($0.elements) } ?? []
            if reminders.isEmpty { break }
            for reminder in reminders {
                if try remind(reminder, daemon) { sentCount += 1 } else { failedCount += 1 }
            }
        }
        if sentCount + failedCount > 0 {
            let reminders = sentCount == 1 ? "reminder" : "reminders"
            try connection.output.lines(["\(sentCount) \(reminders) sent, \(failedCount) not sent."])
        }
        if failedCount > 0 { throw ToolFailure.ended(.notWritten) }
    }

    /// Sends one reminder and tells the daemon; whatever goes wrong with it must not keep the others from being sent.
    private func remind(_ reminder: JSONValue, _ daemon: Connection) throws(ToolFailure) -> Bool {
        let id = reminder.text("reminderId")
        var note: String?
        do {
            guard let link = reminder["link"] else { throw WriteError(message: "the daemon told no link") }
            try mail(link, slot: reminder.text("slot"), daemon)
        } catch {
            note = (error as? WriteError)?.message ?? (error as? Refusal)?.message ?? "\(error)"
        }
        if let note { Output.complain("paylink: reminder \(id): \(note)") }
        _ = try connection.call(daemon, "confirmReminder") { writer in
            writer.member("reminderId", id)
            writer.member("sent", note == nil)
            if let note { writer.member("note", String(note.oneLine.unicodeScalars.prefix(200).map(Character.init))) }
        }
        return note == nil
    }

    private func mail(_ link: JSONValue, slot: String, _ daemon: Connection) throws {
        let correspondence = LinkCorrespondence(link)
        // The link may have been paid since it was handed out a moment ago; asking again for each would only be later still.
        let message = correspondence.message(
            .reminder,
            from: try correspondence.sender(),
            to: try EmailAddress(link["customer"]?["email"]?.string ?? ""),
            at: .now,
            slot: slot,
            // A mail without the code is better than none: the link is in it too.
            code: try? LinkCorrespondence.code(of: link, connection, daemon)
        )
        try Sendmail(path: sendmail).send(message)
    }
}
