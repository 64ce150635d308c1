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
        do {
            var command = try Paylink.parseAsRoot()
            try command.run()
            return .fine
        } catch let failure as ToolFailure {
            return report(failure)
        } catch let error as UsageError {
            return complain(error.message, .wrongUsage)
        } catch let error as WriteError {
            return complain(error.message, .notReached)
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
                return complain(error.message, .notReached)
            }
            return .refused
        case .refused(let error, asJSON: false):
            var lines = [error.message]
            if let url = error.existingURL { lines.append("The existing link: \(url)") }
            if let parameter = error.parameter, error.namesParameterUsefully {
                lines.append("The parameter: \(parameter)")
            }
            return complain(lines.joined(separator: "\n"), .refused)
        case .notReached(let error): return complain(error.message, .notReached)
        case .ended(let status): return status
        }
    }

    /// Help and versions are what was asked for; everything else is a mistake on the command line.
    private static func reportParsing(_ error: any Error) -> ExitStatus {
        let text = Paylink.fullMessage(for: error)
        guard Paylink.exitCode(for: error).isSuccess else {
            return complain(text.hasPrefix("Error: ") ? String(text.dropFirst(7)) : text, .wrongUsage)
        }
        do throws(WriteError) {
            try Output(asJSON: false).lines([text])
        } catch {
            return complain(error.message, .notReached)
        }
        return .fine
    }

    private static func complain(_ text: String, _ status: ExitStatus) -> ExitStatus {
        Output.complain("paylink: \(text)")
        return status
    }
}

extension RemoteError {
    /// An order that has a link, or has none, is named in the message already.
    fileprivate var namesParameterUsefully: Bool {
        kind != "orderIdInUse" && kind != "unknownOrder"
    }
}
