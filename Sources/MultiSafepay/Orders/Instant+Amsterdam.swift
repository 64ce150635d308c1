import PaymentLinks

extension Instant {
    /// Reads a time as the service writes it: the local time in Amsterdam, without a zone.
    ///
    /// An hour that a clock shows twice is taken for the first one. A time that has a zone is taken by it.
    init?(amsterdam text: String) {
        let text = text.replacing(" ", with: "T", maxReplacements: 1)
        if let zoned = try? Instant(rfc3339: text) {
            self = zoned
            return
        }
        guard let local = try? Instant(rfc3339: text + "Z") else { return nil }
        let summer = local.adding(seconds: -7200)
        self = summer.isInEuropeanSummer ? summer : local.adding(seconds: -3600)
    }

    /// Whether clocks in the European Union are an hour ahead: from the last Sunday of March to the last one of October, at
    /// 01:00 UTC each (Directive 2000/84/EC).
    private var isInEuropeanSummer: Bool {
        let year = text.prefix(4)
        guard let march = try? Instant(rfc3339: "\(year)-03-31T01:00:00Z"),
            let october = try? Instant(rfc3339: "\(year)-10-31T01:00:00Z")
        else { return false }
        return march.lastSunday <= self && self < october.lastSunday
    }

    /// The same time on the last Sunday up to this day.
    private var lastSunday: Instant {
        let secondsPerDay: Int64 = 86_400
        let dayNumber = milliseconds / (secondsPerDay * 1000)
        // 1970-01-01 was a Thursday.
        let weekday = (dayNumber + 4) % 7
        return adding(seconds: -weekday * secondsPerDay)
    }
}
