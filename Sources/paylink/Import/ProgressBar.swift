import Glibc
import PaylinkClient

/// A bar on the terminal that fills up; nothing of it is written anywhere else.
struct ProgressBar {
    private static let width = 30

    private let isShown: Bool
    private let total: Int
    private var hasWritten = false

    /// Shows itself only if standard error is a terminal.
    static func onTerminal(total: Int) -> ProgressBar {
        ProgressBar(total: total, isShown: isatty(STDERR_FILENO) == 1)
    }

    init(total: Int, isShown: Bool) {
        self.total = max(1, total)
        self.isShown = isShown
    }

    /// Shows how much is done.
    mutating func show(_ count: Int, _ activity: String) {
        guard isShown else { return }
        hasWritten = true
        write("\r\(Self.text(count, of: total, activity))\u{1B}[K")
    }

    /// Clears the line.
    mutating func finish() {
        if hasWritten { write("\r\u{1B}[K") }
        hasWritten = false
    }

    /// The bar as text.
    static func text(_ count: Int, of total: Int, _ activity: String) -> String {
        let done = min(count, total)
        let filled = width * done / total
        let bar = String(repeating: "#", count: filled) + String(repeating: "-", count: width - filled)
        return "[\(bar)] \(100 * done / total) %  \(activity) \(done) of \(total) rows"
    }

    private func write(_ text: String) {
        // Progress that can't be shown is no reason to stop.
        try? ArraySlice(text.utf8).write(to: STDERR_FILENO)
    }
}
