import PaymentLinks

/// The system's monotonic clock, which goes on while nobody sets it.
struct SystemTimer: Timer {
    init() {}

    func wait(for duration: Duration) async {
        // Cancelled is as good as over: whoever waits looks at the clock again, or is gone.
        try? await Task.sleep(for: duration, clock: .continuous)
    }
}
