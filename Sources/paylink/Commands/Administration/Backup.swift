import ArgumentParser
import Glibc
import JSON
import Journal
import JournalLedger
import PaylinkClient
import SystemPackage

/// `paylink backup`: copies the state directory.
struct Backup: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Copy the journal and the keys, verified, into a new directory.",
        discussion: """
            Reads the files of the state directory and changes none of them; the daemon may be running. Whoever has the \
            copy can read the customers in it, also those that are erased later: keep it as safe as the state \
            directory, and delete it when an erasure must reach it. Exit status: 0 good, 1 damaged or not empty, 2 not \
            readable or not writable.

            Example:
              paylink backup /var/backups/paylink-2026-11-28
            """
    )

    @Argument(help: ArgumentHelp("The directory to make.", valueName: "directory"))
    var directory: String

    @Option(help: "The daemon's state directory.")
    var stateDirectory = "/var/lib/paylinkd"

    @OptionGroup(title: "Connection") var connection: ConnectionOptions

    func run() throws {
        guard access("\(stateDirectory)/journal.jsonl", F_OK) == 0 || errno != ENOENT else {
            Output.complain(
                "paylink: There is no journal in \(stateDirectory); name the daemon's state directory with --state-directory."
            )
            throw ToolFailure.ended(.notReached)
        }
        let backup: LedgerBackup
        do {
            backup = try LedgerBackup(of: FilePath(stateDirectory), in: FilePath(directory))
        } catch {
            Output.complain("paylink: \(error)")
            throw ToolFailure.ended(Self.status(of: error))
        }
        if connection.json {
            try connection.output.bytes(backup.json(directory) + [UInt8(ascii: "\n")])
        } else {
            try connection.output.lines(backup.lines(directory, of: stateDirectory))
        }
    }

    private static func status(of error: any Error) -> ExitStatus {
        switch error {
        case LedgerBackupError.cannotWrite: return .notReached
        case let error as JournalError:
            if case .damaged = error.code { return .refused }
            return .notReached
        default: return .refused
        }
    }
}

extension LedgerBackup {
    fileprivate func lines(_ directory: String, of state: String) -> [String] {
        let links = "\(linkCount) \(linkCount == 1 ? "link" : "links")"
        var lines = [
            "Copied \(state) to \(directory): \(links), last seq \(lastSeq), head \(head); read back and verified.",
            hasKeys
                ? "It has the journal and the keys of the customers, also of those that are erased from now on: keep it safe."
                : "It has the journal alone, since \(state) has no journal.keys.",
        ]
        if lacksSomeKeys { lines.append("Some customers can't be read: their keys are not in \(state) either.") }
        return lines.map(\.printable)
    }

    fileprivate func json(_ directory: String) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("directory", directory)
            writer.member("links", linkCount)
            writer.member("records", recordCount)
            writer.member("lastSeq", Int64(clamping: lastSeq))
            writer.member("head", head.description)
            writer.member("bytes", byteCount)
            writer.member("keys", hasKeys && !lacksSomeKeys)
        }
        return writer.bytes
    }
}
