import Glibc
import PaylinkClient

/// A line on the terminal that says how far a long run has got; nothing of it is written anywhere else.
struct ProgressLine {
    private static let barWidth = 30

    private let isShown: Bool
    private let interval: Duration
    private var due: ContinuousClock.Instant
    private var hasWritten = false

    /// Shows itself only if standard error is a terminal.
    ///
    /// A run shorter than `delay` shows nothing; a text that comes sooner than `interval` after the one before isn't
    /// shown either.
    static func onTerminal(after delay: Duration = .zero, every interval: Duration = .zero) -> ProgressLine {
        ProgressLine(isShown: isatty(STDERR_FILENO) == 1, delay: delay, interval: interval)
    }

    private init(isShown: Bool, delay: Duration, interval: Duration) {
        self.isShown = isShown
        self.interval = interval
        due = ContinuousClock.now + delay
    }

    /// Shows a text in place of the one before.
    mutating func show(_ text: @autoclosure () -> String) {
        guard isShown, ContinuousClock.now >= due else { return }
        due = ContinuousClock.now + interval
        hasWritten = true
        write("\r\(text())\u{1B}[K")
    }

    /// Clears the line.
    mutating func finish() {
        if hasWritten { write("\r\u{1B}[K") }
        hasWritten = false
    }

    /// A bar that fills up.
    static func bar(_ count: Int, of total: Int, _ activity: String) -> String {
        let total = max(1, total)
        let done = min(count, total)
        let filled = barWidth * done / total
        let bar = String(repeating: "#", count: filled) + String(repeating: "-", count: barWidth - filled)
        return "[\(bar)] \(100 * done / total) %  \(activity) \(done) of \(total) rows"
    }

    private func write(_ text: String) {
        // Progress that can't be shown is no reason to stop.
        try? ArraySlice(text.utf8).write(to: STDERR_FILENO)
    }
}
