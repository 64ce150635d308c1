import ArgumentParser
import PaylinkClient

/// `paylink verify`: checks journals.
struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check a journal: its hash chain, its sequence numbers, and that its events make sense.",
        discussion: """
            Reads the files and changes nothing; the daemon may be running. Of a directory, which is a backup or a state \
            directory, the journal and its keys are checked. Keep the head of an earlier check elsewhere: \
            it shows later that nothing before it was changed. Exit status: 0 good, 1 damaged, 2 not readable.

            Example:
              paylink verify /var/backups/paylink
            """
    )

    @Argument(
        help: ArgumentHelp(
            "Backups, state directories, or journals by themselves. (default: the state directory)",
            valueName: "journal"
        )
    )
    var journals: [String] = []

    @Option(help: "The daemon's state directory. (default: \(Self.stateDirectory))")
    var stateDirectory: String?

    private static let stateDirectory = "/var/lib/paylinkd"

    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func validate() throws {
        guard journals.isEmpty || stateDirectory == nil else {
            throw ValidationError("Name journals, or the state directory with --state-directory, not both.")
        }
    }

    func run() throws {
        var worst = ExitStatus.fine
        for path in journals.isEmpty ? [stateDirectory ?? Self.stateDirectory] : journals {
            let progress = ProgressLine.onTerminal(after: .seconds(1), every: .milliseconds(200))
            let verdict = JournalCheck(of: path, progress: progress).run()
            if connection.json {
                try connection.output.bytes(verdict.json + [UInt8(ascii: "\n")])
            } else {
                try connection.output.lines([verdict.line])
            }
            worst = verdict.status.rawValue > worst.rawValue ? verdict.status : worst
        }
        if worst != .fine { throw ToolFailure.ended(worst) }
    }
}
