/// How long a link is payable, counted from its creation.
///
/// 1 second to 365 days, 30 days by default: `seconds_active` and `days_active` of MultiSafepay's order API.
package struct Lifetime: Sendable, Hashable {
    private let storedSeconds: Int32

    private static let maximumDays: Int64 = 365
    private static let secondsPerDay: Int64 = 86_400

    /// 30 days.
    package static let standard = Lifetime(checkedSeconds: 30 * secondsPerDay)

    /// 365 days.
    package static let longest = Lifetime(checkedSeconds: maximumDays * secondsPerDay)

    /// Makes a lifetime of whole days of 24 hours.
    ///
    /// - Parameter days: 1 to 365.
    /// - Throws: `invalidExpiry`.
    package init(days: Int64) throws(Refusal) {
        guard (1...Self.maximumDays).contains(days) else {
            throw Refusal(
                .invalidExpiry,
                "A link lives for 1 to \(Self.maximumDays) days, not \(days); give for example 30."
            )
        }
        self.init(checkedSeconds: days * Self.secondsPerDay)
    }

    /// Makes a lifetime of seconds.
    ///
    /// - Parameter seconds: 1 to 31 536 000, which are 365 days.
    /// - Throws: `invalidExpiry`.
    package init(seconds: Int64) throws(Refusal) {
        let maximum = Self.maximumDays * Self.secondsPerDay
        guard (1...maximum).contains(seconds) else {
            throw Refusal(
                .invalidExpiry,
                "A link lives for 1 to \(maximum) seconds (365 days), not \(seconds); give for example 172800 for 2 days."
            )
        }
        self.init(checkedSeconds: seconds)
    }

    private init(checkedSeconds: Int64) {
        storedSeconds = Int32(checkedSeconds)
    }

    /// The lifetime in seconds.
    package var seconds: Int64 { Int64(storedSeconds) }
}
