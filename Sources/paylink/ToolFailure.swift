import PaylinkClient

/// The tool's exit statuses.
enum ExitStatus: Int32 {
    case fine = 0
    /// The daemon refused, or a journal did not verify.
    case refused = 1
    /// The daemon or a journal could not be reached, or the output not be written.
    case notReached = 2
    case wrongUsage = 3
}

/// Why a command did not do what was asked.
enum ToolFailure: Error {
    case refused(RemoteError, asJSON: Bool)
    case notReached(ClientError)
    /// The command has said everything itself.
    case ended(ExitStatus)
}
