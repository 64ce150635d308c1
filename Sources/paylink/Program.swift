import ArgumentParser
import Glibc
import PaylinkClient

/// The process: reads the command line, runs the command, and turns what went wrong into words and an exit status.
@main
enum Program {
    static func main() {
        exit(run().rawValue)
    }

    private static func run() -> ExitStatus {
        StandardDescriptors.occupyClosed()
        do {
            try RawArguments.check(environment: [SocketPath.variable])
            try CommandName.check(Array(CommandLine.arguments.dropFirst()))
            var command = try Paylink.parseAsRoot()
            try command.run()
            return .fine
        } catch let failure as ToolFailure {
            return report(failure)
        } catch let error as UsageError {
            return complain(error.message, .wrongUsage)
        } catch let error as WriteError {
            return complain(error.message, .notWritten)
        } catch {
            return reportParsing(error)
        }
    }

    private static func report(_ failure: ToolFailure) -> ExitStatus {
        switch failure {
        case .refused(let error, asJSON: true):
            do throws(WriteError) {
                try Output(asJSON: true).json(error.json)
            } catch {
                return complain(error.message, .notWritten)
            }
            return .refused
        case .refused(let error, asJSON: false):
            return complain(RefusalText.lines(error).joined(separator: "\n"), .refused)
        case .notReached(let error): return complain(error.message, .notReached)
        case .ended(let status): return status
        }
    }

    /// Help and versions are what was asked for; everything else is a mistake on the command line.
    private static func reportParsing(_ error: any Error) -> ExitStatus {
        let text = Paylink.fullMessage(for: error)
        guard Paylink.exitCode(for: error).isSuccess else {
            let unknown = OptionNames.complaint(about: Array(CommandLine.arguments.dropFirst()))
            if let unknown { return complain(unknown, .wrongUsage) }
            return complain(text.hasPrefix("Error: ") ? String(text.dropFirst(7)) : text, .wrongUsage)
        }
        do throws(WriteError) {
            try Output(asJSON: false).lines([text])
        } catch {
            return complain(error.message, .notWritten)
        }
        return .fine
    }

    private static func complain(_ text: String, _ status: ExitStatus) -> ExitStatus {
        Output.complain("paylink: \(text)")
        return status
    }
}
