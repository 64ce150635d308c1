import PaylinkClient

/// Why a command did not do what was asked.
enum ToolFailure: Error {
    case refused(RemoteError, asJSON: Bool)
    case notReached(ClientError)
    /// The command has said everything itself.
    case ended(ExitStatus)
}
