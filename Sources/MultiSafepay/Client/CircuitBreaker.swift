/// Holds back requests to a service that does not answer, so that a caller of a dead service waits milliseconds.
///
/// *Closed* it lets every request pass. It *opens* after some failures in a row, or when the service asks for a pause, and
/// then refuses. When the pause is over one request passes as a probe: its success closes the breaker, its failure opens
/// it for twice as long. A value without a clock: the caller passes the time.
struct CircuitBreaker {
    /// How many requests in a row have to fail.
    static let failureCountMax = 5
    static let firstPause = Duration.seconds(1)
    static let longestPause = Duration.seconds(16)

    private enum State {
        case closed(failures: Int)
        case open(until: ContinuousClock.Instant, pause: Duration)
        case probing(pause: Duration)
    }

    private var state = State.closed(failures: 0)

    /// Whether requests pass freely.
    var isClosed: Bool {
        if case .closed = state { true } else { false }
    }

    /// Lets a request pass, or refuses it.
    ///
    /// - Parameter now: The time.
    /// - Returns: Nil if the request may be sent, and is reported afterwards; else how long there is no point in another.
    mutating func admit(at now: ContinuousClock.Instant) -> Duration? {
        switch state {
        case .closed: return nil
        case .probing: return Self.firstPause
        case .open(let until, let pause):
            guard now >= until else { return until - now }
            state = .probing(pause: pause)
            return nil
        }
    }

    /// The service answered a request.
    mutating func succeeded() {
        switch state {
        case .closed, .probing: state = .closed(failures: 0)
        // An answer to a request from before does not say that the service is well now.
        case .open: break
        }
    }

    /// A request had no answer, or one that asks for a pause.
    mutating func failed(at now: ContinuousClock.Instant, retryAfter: Duration?) {
        switch state {
        case .closed(let failures):
            if let retryAfter {
                state = .open(until: now + retryAfter, pause: Self.firstPause)
            } else if failures + 1 < Self.failureCountMax {
                state = .closed(failures: failures + 1)
            } else {
                state = .open(until: now + Self.firstPause, pause: Self.firstPause)
            }
        case .probing(let pause):
            let longer = min(pause * 2, Self.longestPause)
            state = .open(until: now + max(retryAfter ?? .zero, longer), pause: longer)
        case .open(let until, let pause):
            guard let retryAfter else { return }
            state = .open(until: max(until, now + retryAfter), pause: pause)
        }
    }
}
