import PaymentLinks
import TestSupport

extension ManualClock {
    /// Goes on a little, as a rule; sometimes by an hour to either side, and now and then far, around where it began.
    func jump(using random: inout some RandomNumberGenerator) {
        switch Int.random(in: 0..<200, using: &random) {
        case 0:
            let days = Int64.random(in: -20..<40, using: &random)
            set(Instant(milliseconds: Self.start.milliseconds + days * 86_400_000))
        case 1..<6: advance(seconds: .random(in: -3600..<3600, using: &random))
        default: advance(milliseconds: .random(in: 0..<3000, using: &random))
        }
    }
}
