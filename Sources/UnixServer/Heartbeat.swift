/// What the server's loop does over and over while it serves: a loop that is stuck leaves it out.
package struct Heartbeat: Sendable {
    /// The time between two beats.
    package let milliseconds: Int64
    /// Runs on the loop's thread, and must not block.
    package let beat: @Sendable () -> Void

    package init(milliseconds: Int64, beat: @escaping @Sendable () -> Void) {
        self.milliseconds = milliseconds
        self.beat = beat
    }
}
