import Glibc
import PaylinkClient

/// A line on the terminal that says how far a long reading has got; silent for a short one.
struct Progress {
    private static let firstAfter = Duration.seconds(1)
    private static let interval = Duration.milliseconds(200)
    /// Looking at the clock for every record would cost more than reading it.
    private static let recordsBetweenLooks = 1024

    private let isShown: Bool
    private var due = ContinuousClock.now + firstAfter
    private var recordCount = 0
    private var hasWritten = false

    /// Shows itself only if standard error is a terminal.
    static func onTerminal() -> Progress {
        Progress(isShown: isatty(STDERR_FILENO) == 1)
    }

    private init(isShown: Bool) {
        self.isShown = isShown
    }

    /// Notes one more record, which begins at this byte.
    mutating func advance(to byte: Int) {
        recordCount += 1
        guard isShown, recordCount.isMultiple(of: Self.recordsBetweenLooks), ContinuousClock.now >= due else { return }
        due = ContinuousClock.now + Self.interval
        hasWritten = true
        write("\r\(recordCount) records, \(byte >> 20) MiB")
    }

    /// Clears the line.
    func finish() {
        if hasWritten { write("\r\u{1B}[K") }
    }

    private func write(_ text: String) {
        // Progress that can't be shown is no reason to stop.
        try? ArraySlice(text.utf8).write(to: STDERR_FILENO)
    }
}
