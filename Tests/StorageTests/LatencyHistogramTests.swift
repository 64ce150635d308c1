import Storage
import Testing

@Suite struct LatencyHistogramTests {
    @Test func `nothing took no time`() {
        let empty = LatencyHistogram()
        #expect(empty.count == 0 && empty.quantile(0.5) == .zero && empty.longest == .zero)
    }

    @Test func `a quantile is at most an eighth too high, and never above the longest`() {
        var histogram = LatencyHistogram()
        for milliseconds in 1...1000 { histogram.add(.milliseconds(milliseconds)) }
        for (share, exact) in [(0.01, 10), (0.5, 500), (0.99, 990)] {
            let told = histogram.quantile(share)
            #expect(told >= .milliseconds(exact) && told <= .milliseconds(exact) * 1.125, "\(share): \(told)")
        }
        #expect(histogram.quantile(1) == .milliseconds(1000))
        #expect(histogram.sum == .milliseconds(500_500) && histogram.count == 1000)
    }

    @Test(arguments: [
        Duration.zero, .nanoseconds(1), .microseconds(7), .microseconds(8), .microseconds(9), .seconds(86_400),
        .seconds(86_400 * 365),
    ])
    func `one duration is every quantile`(duration: Duration) {
        var histogram = LatencyHistogram()
        histogram.add(duration)
        #expect(histogram.quantile(0.5) == duration && histogram.quantile(1) == duration)
    }

    @Test func `small durations are told apart`() {
        var histogram = LatencyHistogram()
        for microseconds in 0..<20 { histogram.add(.microseconds(microseconds)) }
        #expect(histogram.quantile(0.25) == .microseconds(5))
        #expect(histogram.quantile(0.5) == .microseconds(10))
    }
}
