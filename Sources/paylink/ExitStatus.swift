/// The tool's exit statuses.
enum ExitStatus: Int32 {
    case fine = 0
    /// The daemon refused, or a journal did not verify.
    case refused = 1
    /// The daemon or a journal could not be reached.
    case notReached = 2
    case wrongUsage = 3
    /// It was done, and the output could not be written.
    case notWritten = 4
}
