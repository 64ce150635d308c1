import Glibc
import PaymentLinks

/// The system's real-time clock (clock_gettime(2), CLOCK_REALTIME), in milliseconds.
struct SystemWallClock: WallClock {
    init() {}

    func now() -> Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }
}
