/// When a customer is reminded of an unpaid link; the raw values are the wire's.
package enum ReminderSlot: String, Sendable, Hashable, CaseIterable {
    case hour = "1h"
    case day = "24h"

    /// How late a reminder may be, in seconds; a later one is dropped.
    ///
    /// Less than the time between the slots, so that at most one of them is due at a time.
    package static let lateSecondsMax: Int64 = 12 * 3600

    /// How long after its creation a link is due, in seconds.
    private var delaySeconds: Int64 {
        switch self {
        case .hour: 3600
        case .day: 24 * 3600
        }
    }

    /// From when the reminder of a link is due.
    package func dueAt(createdAt: Instant) -> Instant { createdAt.adding(seconds: delaySeconds) }

    /// The creation of the links whose reminder is due at a moment, unless the link says otherwise: from `oldest` to
    /// `newest`, both included.
    package func creations(dueAt now: Instant) -> (oldest: Instant, newest: Instant) {
        (now.adding(seconds: -delaySeconds - Self.lateSecondsMax), now.adding(seconds: -delaySeconds))
    }

    /// The slot in whose time a moment is, for a link that was made at another.
    package init?(createdAt: Instant, now: Instant) {
        let slot = Self.allCases.first { slot in
            let due = slot.dueAt(createdAt: createdAt)
            return due <= now && now <= due.adding(seconds: Self.lateSecondsMax)
        }
        guard let slot else { return nil }
        self = slot
    }
}
