import PaymentLinks
import TestSupport

@testable import Issuing

/// A payment service with one order and a network that loses and delays, and the machine that talks to it.
struct IssuingModel {
    /// What the service does with a second request for an order that nobody has paid.
    enum Reading: CaseIterable, Sendable {
        case takes, refuses
    }

    private enum Fate: CaseIterable {
        case answered, requestLost, requestLate, answerLost, notSent
    }

    private let reading: Reading
    private let link: Link
    private var random: SeededSequence
    private var issuing: OrderIssuing
    private var wish = OrderIssuing.Wish.issue
    /// What the service has: the addresses that it told or would have told, and whether they can be paid.
    private var urls: [String] = []
    private var isOpen = false
    /// How many pauses a request still takes that nobody waits for any more.
    private var late: Int?
    private var recorded: (outcome: IssuanceOutcome, isClosedThere: Bool)?
    /// Whether a request was lost since the service was last asked what it has.
    private var isUncertain: Bool
    /// Whether nothing was waited for since a request was lost.
    private var isImpatient = false
    private var sentTooEarly = false
    private(set) var history: [String] = []

    init(_ reading: Reading, seed: UInt64) throws {
        self.reading = reading
        link = try Self.link()
        random = SeededSequence(seed: seed)
        let isFresh = Int.random(in: 0..<4, using: &random) > 0
        issuing = OrderIssuing(isFresh: isFresh)
        isUncertain = !isFresh
        // The process before may have sent the request, and it may be under way.
        if !isFresh, Bool.random(using: &random) { late = Bool.random(using: &random) ? 0 : 1 }
        if late == 0 { land() }
    }

    static func link() throws -> Link {
        let key = try ReferenceBuilder.key("A")
        let generated = LinkGenerated(
            id: ReferenceBuilder.issuance().id,
            key: key,
            issuer: "scripted",
            url: nil,
            terms: try ReferenceBuilder.terms(),
            expiresAt: .latest,
            lineage: Link.Lineage(duplicateOf: nil, root: key.orderID, attempt: 1)
        )
        return Link(generated, at: .earliest, seq: 1)
    }

    /// Goes on until the outcome is recorded; the network is well again after a while.
    mutating func run() throws {
        for step in 0..<60 where recorded == nil {
            if step < 30, Int.random(in: 0..<15, using: &random) == 0 {
                wish = Bool.random(using: &random) ? .close : .leave
            }
            let fate = step < 30 ? Fate.allCases.randomElement(using: &random) ?? .answered : .answered
            let next = issuing.next(wish)
            history.append("\(wish) \(next) \(fate)")
            perform(next, fate)
        }
        while late != nil { pass() }
    }

    /// What is wrong at the end; nil if nothing is.
    var violation: String? {
        guard let recorded else { return "nothing was recorded" }
        if sentTooEarly { return "a second request without a pause and a look" }
        switch recorded.outcome {
        case .issued(let url):
            if !urls.contains(url) { return "an address that the service did not tell" }
            if recorded.isClosedThere == isOpen { return "open there: \(isOpen)" }
        case .refused: if isOpen { return "an order that can be paid, and no link" }
        }
        return nil
    }

    private mutating func perform(_ step: OrderIssuing.Step, _ fate: Fate) {
        switch step {
        case .post: post(fate)
        case .look:
            guard fate == .answered else { return issuing.heard(LookAnswer.unreachable(retryAfter: nil), about: link) }
            isUncertain = false
            let status = isOpen ? ReportedStatus.initialized : .cancelled
            let report = ServiceReport(orderID: link.key.orderID, status: status)
            issuing.heard(urls.isEmpty ? .noOrder : .order(report), about: link)
        case .cancel:
            if fate == .answered || fate == .answerLost { isOpen = false }
            issuing.heard(fate == .answered ? CancelAnswer.cancelled : .unreachable(retryAfter: nil))
        case .pause: pass()
        case .record(let outcome, let isClosedThere):
            if case .issued = outcome, wish == .close, !isClosedThere { return }
            recorded = (outcome, isClosedThere)
        }
    }

    private mutating func post(_ fate: Fate) {
        if isUncertain || isImpatient { sentTooEarly = true }
        switch fate {
        case .notSent: issuing.heard(.notSent(retryAfter: nil))
        case .answered: issuing.heard(answer())
        case .answerLost, .requestLost, .requestLate:
            if fate == .answerLost { _ = answer() }
            if fate == .requestLate { late = 1 }
            isUncertain = true
            isImpatient = true
            issuing.heard(.unknown(retryAfter: nil))
        }
    }

    /// The service's answer to a request that reached it.
    private mutating func answer() -> IssuingAnswer {
        guard urls.isEmpty || reading == .takes else {
            return .orderIDTaken(IssuerRefusal(code: "1006", message: "Invalid transaction ID"))
        }
        urls.append("https://pay.example/\(urls.count + 1)")
        isOpen = true
        return .issued(url: urls[urls.count - 1])
    }

    private mutating func land() {
        late = nil
        _ = answer()
    }

    /// Time passes: a request that was late comes nearer.
    private mutating func pass() {
        isImpatient = false
        guard let left = late else { return }
        if left == 0 { land() } else { late = left - 1 }
    }
}
