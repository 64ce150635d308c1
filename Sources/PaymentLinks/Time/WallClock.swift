/// The current time; tests pass a clock that they set by hand.
package protocol WallClock: Sendable {
    func now() -> Instant
}
