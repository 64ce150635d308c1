import Glibc
import Logging
import NIOConcurrencyHelpers
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

    /// The lines that were dropped since the last one that was written.
    ///
    /// One thread at a time looks for room and writes: of two that both found the last room, one would block.
    private static let droppedCount = NIOLockedValueBox(0)
    /// What a pipe takes in one piece when it takes anything (pipe(7), PIPE_BUF).
    private static let lineBytesMax = 4096

    /// Writes one line; a line break inside would begin a line of its own in the system's log.
    ///
    /// It never blocks: while nobody reads the log, lines are dropped, and the next line that is written tells how many.
    static func say(_ priority: SyslogPriority, _ text: String) {
        droppedCount.withLockedValue { dropped in
            if dropped > 0, isWritable {
                write(.warning, "\(dropped) lines were dropped, because nobody read the log")
                dropped = 0
            }
            if isWritable { write(priority, text) } else { dropped += 1 }
        }
    }

    private static var isWritable: Bool {
        var poll = pollfd(fd: STDERR_FILENO, events: Int16(POLLOUT), revents: 0)
        return Glibc.poll(&poll, 1, 0) == 1
    }

    private static func write(_ priority: SyslogPriority, _ text: String) {
        let prefix = getenv("JOURNAL_STREAM") == nil ? "paylinkd: " : priority.prefix
        let line = prefix + text.split(whereSeparator: \.isNewline).joined(separator: " ")
        // One write, so that the lines of several threads do not mix.
        let bytes = line.utf8.prefix(Self.lineBytesMax - 1) + [UInt8(ascii: "\n")]
        _ = Array(bytes).withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
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
