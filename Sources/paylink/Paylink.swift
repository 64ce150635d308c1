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

            Exit status: 0 done, 1 the daemon refused, 2 the daemon could not be reached, 3 wrong usage.
            """,
        version: ProductVersion.text,
        subcommands: [
            Generate.self, Show.self, List.self, Export.self, Duplicate.self, Cancel.self, Update.self, Events.self,
            Status.self, Call.self, Pipe.self, Verify.self, Discover.self,
        ]
    )

    /// Declared here too, so that the options may stand before the command as well as after it.
    @OptionGroup var connection: ConnectionOptions
}
