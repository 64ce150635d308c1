/// Waits for a while; tests pass one that rings when they say.
package protocol Alarm: Sendable {
    /// Returns after a duration, or at once when the task is cancelled.
    func ring(after duration: Duration) async
}

/// The system's monotonic clock, which goes on while nobody sets it.
package struct SystemAlarm: Alarm {
    package init() {}

    package func ring(after duration: Duration) async {
        // Cancelled is as good as rung: whoever waits looks at the clock again, or is gone.
        try? await Task.sleep(for: duration, clock: .continuous)
    }
}
