import ArgumentParser
import LinkService
import PaylinkClient

/// The command line as a whole.
struct Paylink: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "paylink",
        abstract: "Makes payment links and looks after them.",
        discussion: """
            Talks to paylinkd on this machine.

            Example:
              paylink generate --order-id A-1001 --amount 49.95 --currency EUR \\
                --description "Two chairs"

            Exit status: 0 done, 1 the daemon refused, 2 the daemon could not be reached, 3 wrong usage, 4 done, but the \
            output could not be written.
            """,
        version: ProductVersion.text,
        groupedSubcommands: [
            CommandGroup(
                name: "Links",
                subcommands: [
                    Generate.self, Show.self, List.self, Update.self, Replace.self, Duplicate.self, Cancel.self,
                    Qr.self, Mail.self, Wait.self,
                ]
            ),
            CommandGroup(name: "Money", subcommands: [Pay.self, Refund.self]),
            CommandGroup(
                name: "For programs",
                subcommands: [Call.self, Pipe.self, Events.self, Export.self, Discover.self]
            ),
            CommandGroup(
                name: "For administrators",
                subcommands: [Status.self, Verify.self, Backup.self, Erase.self, Remind.self]
            ),
        ]
    )

    /// Declared here too, so that the options may stand before the command as well as after it.
    @OptionGroup var connection: ConnectionOptions
}
