/// The priorities of sd-daemon(3): a line on standard error that begins with `<N>` gets that priority in the system's log.
package enum SyslogPriority: Int, Sendable {
    case critical = 2
    case error = 3
    case warning = 4
    case notice = 5
    case info = 6
    case debug = 7

    /// What a line begins with.
    package var prefix: String { "<\(rawValue)>" }
}
