import PaymentLinks

/// A timer on the system's monotonic clock, which setting the time does not change.
struct SystemTimer: Timer {
    init() {}

    func wait(for duration: Duration) async {
        // A cancelled wait ends early: the caller checks the clock again, or has ended.
        try? await Task.sleep(for: duration, clock: .continuous)
    }
}
