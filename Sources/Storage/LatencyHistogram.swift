/// How long something took, as a distribution of fixed size.
///
/// Each doubling of a duration has eight buckets, so a quantile is told at most an eighth too high.
package struct LatencyHistogram: Sendable {
    package private(set) var count = 0
    package private(set) var sum = Duration.zero
    package private(set) var longest = Duration.zero
    private var counts = [Int](repeating: 0, count: 8 * 40)

    package init() {}

    package mutating func add(_ duration: Duration) {
        count += 1
        sum += duration
        longest = max(longest, duration)
        counts[min(Self.bucket(of: duration), counts.count - 1)] += 1
    }

    /// The duration that a share of all, 0 to 1, did not exceed; zero if there was none.
    package func quantile(_ share: Double) -> Duration {
        var left = Int((Double(count) * share).rounded(.up))
        for (bucket, count) in counts.enumerated() where count > 0 {
            left -= count
            // The last one also has what is longer than all buckets.
            if left <= 0 { return bucket == counts.count - 1 ? longest : min(Self.end(of: bucket), longest) }
        }
        return longest
    }

    private static func bucket(of duration: Duration) -> Int {
        let (seconds, attoseconds) = duration.components
        let microseconds = max(0, seconds * 1_000_000 + attoseconds / 1_000_000_000_000)
        guard microseconds >= 8 else { return Int(microseconds) }
        let exponent = 63 - microseconds.leadingZeroBitCount
        return (exponent - 2) * 8 + Int(microseconds >> (exponent - 3)) % 8
    }

    /// The duration at which a bucket ends.
    private static func end(of bucket: Int) -> Duration {
        guard bucket >= 8 else { return .microseconds(bucket + 1) }
        return .microseconds((bucket % 8 + 9) << (bucket / 8 - 1))
    }
}
