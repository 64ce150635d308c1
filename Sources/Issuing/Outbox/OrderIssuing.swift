import PaymentLinks

/// How one order comes to be at a payment service at most once: says which request is next, and hears what came of it.
///
/// The service tells an order's address once, in the answer to the request that made it. So after a lost answer it is asked
/// whether it has the order, and then for the order again: either it takes that and tells an address, or it refuses, and
/// then the order there is cancelled and the link has failed. A request that was given up may still arrive later, so at
/// least a second passes before the question, and what must not be there is looked for more than once.
///
/// A value without a clock or a network; `Outbox` does what it says.
struct OrderIssuing: Sendable {
    /// What is to be done next.
    enum Step: Sendable, Hashable {
        case post, look, cancel
        /// Record the outcome; `isClosedThere` if nobody can pay the order at the service.
        case record(IssuanceOutcome, isClosedThere: Bool)
        /// Wait: the longer the more often in a row nothing was heard, and at least as long as the service said.
        case pause(failures: Int, atLeast: Duration)
    }

    /// What the link here asks of the service.
    enum Wish: Sendable, Hashable {
        /// It can be paid once it is issued.
        case issue
        /// It must not be paid: it was cancelled, or another link took its place.
        case close
        /// It has expired or was paid: no order is to be made any more, and one that is there does no harm.
        case leave
    }

    /// What the service has under the order ID.
    fileprivate enum Sight: Sendable, Hashable {
        case nothing, open, closed
        /// Paid, or another order than ours: not for us to cancel.
        case untouchable
    }

    fileprivate enum Phase: Sendable, Hashable {
        /// No request has left.
        case untouched
        /// A request may have arrived, or may arrive yet.
        case uncertain
        /// The service said what it has, after the last request.
        case seen(Sight)
        case issued(url: String)
        /// The order there has to be cancelled before the outcome is recorded.
        case closing(IssuanceOutcome)
        /// The outcome is known, and an order that turns up there has to be cancelled first.
        case watching(IssuanceOutcome, looks: Int)
        case settled(IssuanceOutcome, isClosedThere: Bool)
    }

    /// The least time between a request without an answer and the question that follows.
    static let shortestPause = Duration.seconds(1)
    /// How often the service has to say that it has no order before a second request for it.
    static let absencesMin = 2
    /// How often the service is asked for an order that a lost request may still make, if it must not be there.
    static let looksMax = 3
    /// How often the service may refuse to cancel an order before that is left to the customer's and the clock's mercy.
    static let cancelsMax = 3

    private var phase: Phase
    private var failures = 0
    private var cancels = 0
    private var absences = 0
    /// The requests without an answer so far.
    private var lost: Int
    private var pause: Duration?

    /// Begins with a link.
    ///
    /// - Parameter isFresh: Whether no request can have left for it; false after a restart.
    init(isFresh: Bool) {
        phase = isFresh ? .untouched : .uncertain
        lost = isFresh ? 0 : 1
        if !isFresh { pause = Self.shortestPause }
    }

    /// Whether the service did not answer when it was last asked.
    var isUnheard: Bool { failures > 0 }

    /// What is to be done next, for a link as it is now.
    mutating func next(_ wish: Wish) -> Step {
        if let pause {
            self.pause = nil
            return .pause(failures: max(1, failures), atLeast: pause)
        }
        switch phase {
        case .untouched: return wish == .issue ? .post : .record(.ended, isClosedThere: true)
        case .uncertain, .watching: return .look
        case .closing: return .cancel
        case .settled(let outcome, let isClosedThere): return .record(outcome, isClosedThere: isClosedThere)
        case .issued(let url):
            guard wish == .close else { return .record(.issued(url: url), isClosedThere: false) }
            phase = .closing(.issued(url: url))
            return .cancel
        case .seen(let sight):
            if wish == .issue, sight != .untouchable { return .post }
            settle(.ended, sight)
            return next(wish)
        }
    }

    /// Hears the answer to a request for the order.
    mutating func heard(_ answer: IssuingAnswer) {
        switch answer {
        case .notSent(let retryAfter):
            if phase != .untouched { phase = .uncertain }
            missed(retryAfter)
        case .unknown(let retryAfter):
            phase = .uncertain
            absences = 0
            lost += 1
            missed(retryAfter)
        case .issued(let url):
            failures = 0
            phase = .issued(url: url)
        case .refused(let refusal), .orderIDTaken(let refusal):
            failures = 0
            guard case .seen(let sight) = phase else {
                phase = .settled(.refused(refusal), isClosedThere: true)
                return
            }
            guard case .orderIDTaken = answer, sight != .untouchable else { return settle(.refused(refusal), sight) }
            // The order is the one that the lost request made.
            var refusal = refusal
            refusal.isWithdrawn = true
            phase = .closing(.refused(refusal))
        }
    }

    /// Hears what the service has of the link's order.
    mutating func heard(_ answer: LookAnswer, about link: Link) {
        let sight: Sight
        switch answer {
        case .unreachable(let retryAfter): return missed(retryAfter)
        // Such as a wrong key: what became of the order stays unknown until somebody puts that right.
        case .refused: return missed(nil)
        case .noOrder: sight = .nothing
        case .order(let report): sight = Sight(report, of: link)
        }
        guard case .watching(let outcome, let looks) = phase else {
            absences = sight == .nothing ? absences + 1 : 0
            if sight == .nothing, absences < Self.absencesMin {
                pause = Self.shortestPause
            } else {
                phase = .seen(sight)
            }
            return
        }
        failures = 0
        switch sight {
        case .open: phase = .closing(outcome)
        case .untouchable: phase = .settled(outcome, isClosedThere: true)
        case .closed: watch(outcome, looks: canStillArrive ? looks - 1 : 0)
        case .nothing: watch(outcome, looks: looks - 1)
        }
    }

    /// Hears the answer to a cancellation.
    mutating func heard(_ answer: CancelAnswer) {
        guard case .closing(let outcome) = phase else { return }
        switch answer {
        case .unreachable(let retryAfter): missed(retryAfter)
        case .cancelled:
            failures = 0
            watch(outcome, looks: canStillArrive ? Self.absencesMin : 0)
        case .refused:
            failures = 0
            cancels += 1
            // It may have ended by itself.
            watch(outcome, looks: cancels < Self.cancelsMax ? 1 : 0)
        }
    }

    /// Whether a request without an answer may still make an order again that was cancelled: the only one was it that made
    /// the order.
    private var canStillArrive: Bool { lost > 1 }

    private mutating func missed(_ retryAfter: Duration?) {
        failures += 1
        pause = max(retryAfter ?? .zero, Self.shortestPause)
    }

    /// Goes on to an outcome without an address, by way of what has to be done at the service first.
    private mutating func settle(_ outcome: IssuanceOutcome, _ sight: Sight) {
        switch sight {
        case .open: phase = .closing(outcome)
        case .untouchable: phase = .settled(outcome, isClosedThere: true)
        case .closed: watch(outcome, looks: canStillArrive ? Self.absencesMin : 0)
        case .nothing: watch(outcome, looks: Self.looksMax)
        }
    }

    private mutating func watch(_ outcome: IssuanceOutcome, looks: Int) {
        guard looks > 0 else {
            phase = .settled(outcome, isClosedThere: true)
            return
        }
        phase = .watching(outcome, looks: looks)
        pause = Self.shortestPause
    }
}

extension OrderIssuing.Sight {
    fileprivate init(_ report: ServiceReport, of link: Link) {
        let money = link.terms.money
        let isOurs =
            [nil, money.amount, link.missingAmount].contains(report.amount)
            && [nil, money.currency.code].contains(report.currency)
        switch report.status?.meaning {
        case _ where !isOurs: self = .untouchable
        case .cancelled, .expired: self = .closed
        case .uncleared, .completed, .reserved, .shipped, .refunded, .chargeback: self = .untouchable
        default: self = .open
        }
    }
}

extension IssuanceOutcome {
    fileprivate static let ended = Self.refused(
        IssuerRefusal(code: nil, message: "The link had ended before the service told its address.")
    )
}

extension Link {
    /// What the link asks of its payment service while the outcome of its issuing is unknown.
    func wish(at now: Instant) -> OrderIssuing.Wish {
        switch status(at: now) {
        // Money for the attempt before it came in the meantime: there is nothing left to ask for.
        case .pending: missingAmount == 0 ? .close : .issue
        case .cancelled, .duplicate, .failed: .close
        case .active, .uncleared, .completed, .declined, .expired, .refunded, .partialRefunded, .chargedback: .leave
        }
    }
}
