import Glibc
package import PaymentLinks

/// What time it is; tests pass one that they move by hand.
package protocol WallClock: Sendable {
    func now() -> Instant
}

/// The system's real-time clock (clock_gettime(2), CLOCK_REALTIME), in milliseconds.
package struct SystemWallClock: WallClock {
    package init() {}

    package func now() -> Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }
}
