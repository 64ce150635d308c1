import ArgumentParser
import PaylinkClient

/// `paylink verify`: checks journals.
struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check a journal: its hash chain, its sequence numbers, and that its events make sense.",
        discussion: """
            Reads the file and changes nothing; the daemon may be running. Keep the head of an earlier check elsewhere: \
            it shows later that nothing before it was changed. Exit status: 0 good, 1 damaged, 2 not readable.

            Example:
              paylink verify \(Self.standardPath)
            """
    )

    static let standardPath = "/var/lib/paylinkd/journal.jsonl"

    @Argument(help: ArgumentHelp("Journals, or copies of them. (default: \(Self.standardPath))", valueName: "journal"))
    var journals: [String] = []

    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func run() throws {
        var worst = ExitStatus.fine
        for path in journals.isEmpty ? [Self.standardPath] : journals {
            let verdict = JournalCheck(path: path, progress: .onTerminal(after: .seconds(1), every: .milliseconds(200)))
                .run()
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
