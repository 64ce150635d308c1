/// Waits for a duration; tests pass a timer that they fire by hand.
package protocol Timer: Sendable {
    /// Returns after a duration, or at once when the task is cancelled.
    func wait(for duration: Duration) async
}
