import Testing

@testable import MultiSafepay

/// When requests to a service that does not answer are held back.
@Suite struct CircuitBreakerTests {
    private let start = ContinuousClock.now

    private func opened(at now: ContinuousClock.Instant) -> CircuitBreaker {
        var breaker = CircuitBreaker()
        for _ in 0..<CircuitBreaker.failureCountMax {
            #expect(breaker.admit(at: now) == nil)
            breaker.failed(at: now, retryAfter: nil)
        }
        return breaker
    }

    @Test func `it opens after some failures in a row, and not before`() {
        var breaker = CircuitBreaker()
        for _ in 0..<3 {
            for _ in 1..<CircuitBreaker.failureCountMax { breaker.failed(at: start, retryAfter: nil) }
            #expect(breaker.isClosed)
            breaker.succeeded()
        }
        breaker = opened(at: start)
        #expect(!breaker.isClosed)
        #expect(breaker.admit(at: start) == CircuitBreaker.firstPause)
    }

    @Test func `one probe passes after the pause, and closes it by its success`() {
        var breaker = opened(at: start)
        let later = start + CircuitBreaker.firstPause
        #expect(breaker.admit(at: later) == nil)
        #expect(breaker.admit(at: later) != nil, "one probe is enough")
        breaker.succeeded()
        #expect(breaker.isClosed)
        #expect(breaker.admit(at: later) == nil)
    }

    @Test func `a failed probe doubles the pause, up to a limit`() {
        var breaker = opened(at: start)
        var now = start
        for pause in [1, 2, 4, 8, 16, 16, 16] {
            #expect(breaker.admit(at: now) == .seconds(pause))
            now += .seconds(pause)
            #expect(breaker.admit(at: now) == nil)
            breaker.failed(at: now, retryAfter: nil)
        }
    }

    @Test func `a pause that the service asks for holds at once`() {
        var breaker = CircuitBreaker()
        breaker.failed(at: start, retryAfter: .seconds(7))
        #expect(breaker.admit(at: start + .seconds(6)) == .seconds(1))
        #expect(breaker.admit(at: start + .seconds(7)) == nil)
    }

    @Test func `an answer from before it opened does not close it, and a longer pause counts`() {
        var breaker = opened(at: start)
        breaker.succeeded()
        breaker.failed(at: start, retryAfter: .seconds(30))
        breaker.failed(at: start, retryAfter: nil)
        #expect(breaker.admit(at: start + .seconds(29)) == .seconds(1))
    }
}
