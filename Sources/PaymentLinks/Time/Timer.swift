/// Waits for a while; tests pass one that they move by hand.
package protocol Timer: Sendable {
    /// Returns after a duration, or at once when the task is cancelled.
    func wait(for duration: Duration) async
}
