import PaymentLinks

/// How often a site's service is asked because of messages that anybody can send.
struct LookBudget {
    private static let looksMax: Int64 = 5
    private static let secondsPerLook: Int64 = 30

    private var left = looksMax
    /// Up to when looks were earned.
    private var earnedUntil: Instant?

    /// Takes one look; false if none is left now.
    mutating func take(at now: Instant) -> Bool {
        earn(until: now)
        guard left > 0 else { return false }
        left -= 1
        return true
    }

    private mutating func earn(until now: Instant) {
        // A clock that was set back earns nothing, and begins anew.
        guard let start = earnedUntil, start <= now, left < Self.looksMax else {
            earnedUntil = now
            return
        }
        let count = min((now.milliseconds - start.milliseconds) / 1000 / Self.secondsPerLook, Self.looksMax - left)
        left += count
        earnedUntil = start.adding(seconds: count * Self.secondsPerLook)
    }
}
