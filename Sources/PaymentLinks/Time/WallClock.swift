/// What time it is; tests pass one that they move by hand.
package protocol WallClock: Sendable {
    func now() -> Instant
}
