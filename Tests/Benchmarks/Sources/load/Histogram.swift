/// Counts durations in buckets at most 1/128 as wide as their values.
///
/// Recording is two shifts and an addition, so the measuring does not disturb the measured.
struct Histogram {
    private static let precisionBits = 7
    private static let bucketCount = (64 - precisionBits + 1) << precisionBits

    private var counts = [UInt64](repeating: 0, count: bucketCount)
    private(set) var count: UInt64 = 0
    private(set) var nanosecondsMax: UInt64 = 0

    mutating func record(nanoseconds: UInt64) {
        counts[Self.bucket(of: nanoseconds)] += 1
        count += 1
        nanosecondsMax = max(nanosecondsMax, nanoseconds)
    }

    /// The duration that the given share of all records does not exceed, rounded up to the end of its bucket.
    func nanoseconds(atShare share: Double) -> UInt64 {
        let rank = max(1, UInt64((Double(count) * share).rounded(.up)))
        var seen: UInt64 = 0
        for (bucket, occupants) in counts.enumerated() {
            seen += occupants
            if seen >= rank { return min(Self.upperBound(of: bucket), nanosecondsMax) }
        }
        return nanosecondsMax
    }

    /// Below 2^precisionBits each value has its own bucket; above, each power of two is cut into as many equal parts.
    private static func bucket(of value: UInt64) -> Int {
        let excess = max(0, 64 - value.leadingZeroBitCount - precisionBits - 1)
        return (excess << precisionBits) + Int(value >> UInt64(excess))
    }

    private static func upperBound(of bucket: Int) -> UInt64 {
        let excess = max(0, (bucket >> precisionBits) - 1)
        let mantissa = UInt64(bucket - (excess << precisionBits))
        return ((mantissa + 1) << UInt64(excess)) - 1
    }
}
