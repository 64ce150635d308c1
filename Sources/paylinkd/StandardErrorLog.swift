import Glibc
import Logging
import Systemd

/// Logs lines to standard error, each with its priority when systemd reads them (sd-daemon(3)).
struct StandardErrorLog: LogHandler {
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?
    var logLevel = Logger.Level.info

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { _, new in new }
        let details = all.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
        Self.say(SyslogPriority(event.level), "\(event.message)\(details)")
    }

    /// Writes one line; a line break inside would begin a line of its own in the system's log.
    static func say(_ priority: SyslogPriority, _ text: String) {
        let prefix = getenv("JOURNAL_STREAM") == nil ? "paylinkd: " : priority.prefix
        let line = prefix + text.split(separator: "\n").joined(separator: " ") + "\n"
        // One write, so that the lines of several threads do not mix.
        _ = line.utf8CString.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count - 1) }
    }
}

extension SyslogPriority {
    fileprivate init(_ level: Logger.Level) {
        switch level {
        case .trace, .debug: self = .debug
        case .info: self = .info
        case .notice: self = .notice
        case .warning: self = .warning
        case .error: self = .error
        case .critical: self = .critical
        }
    }
}
