import PaymentLinks
import TestSupport

extension ManualClock {
    /// Advances a little; sometimes jumps up to an hour either way, and rarely some weeks around the start.
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
