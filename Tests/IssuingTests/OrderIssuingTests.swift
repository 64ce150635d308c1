import PaymentLinks
import TestSupport
import Testing

@testable import Issuing

/// Which request comes next, after every answer and none.
@Suite struct OrderIssuingTests {
    private let refusal = IssuerRefusal(code: "1006", message: "Invalid transaction ID")

    private func report(_ status: ReportedStatus? = nil, amount: Int64? = nil) throws -> LookAnswer {
        var report = ServiceReport(orderID: try OrderID("A"), status: status)
        report.amount = amount
        return .order(report)
    }

    /// A link whose request was lost, and which the service says it has.
    private func lostAndSeen(_ seen: LookAnswer) throws -> OrderIssuing {
        var issuing = OrderIssuing(isFresh: true)
        #expect(issuing.next(.issue) == .post)
        issuing.heard(.unknown(retryAfter: nil))
        #expect(issuing.next(.issue) == .pause(failures: 1, atLeast: .seconds(1)))
        #expect(issuing.next(.issue) == .look)
        issuing.heard(seen, about: try IssuingModel.link())
        return issuing
    }

    @Test func `an address in the first answer is the outcome`() {
        var issuing = OrderIssuing(isFresh: true)
        #expect(issuing.next(.issue) == .post)
        issuing.heard(.issued(url: "u"))
        #expect(issuing.next(.issue) == .record(.issued(url: "u"), isClosedThere: false))
    }

    @Test func `the first refusal is the outcome, also of an order ID that is taken`() {
        for answer in [IssuingAnswer.refused(refusal), .orderIDTaken(refusal)] {
            var issuing = OrderIssuing(isFresh: true)
            _ = issuing.next(.issue)
            issuing.heard(answer)
            #expect(issuing.next(.issue) == .record(.refused(refusal), isClosedThere: true))
        }
    }

    @Test func `after a lost answer it looks, and asks again for an order that is there`() throws {
        var issuing = try lostAndSeen(report(.initialized))
        #expect(issuing.next(.issue) == .post)
        issuing.heard(.issued(url: "u"))
        #expect(issuing.next(.issue) == .record(.issued(url: "u"), isClosedThere: false))
    }

    @Test func `an order that is not there may still arrive, so it looks twice`() throws {
        var issuing = try lostAndSeen(.noOrder)
        #expect(issuing.next(.issue) == .pause(failures: 1, atLeast: .seconds(1)))
        #expect(issuing.next(.issue) == .look)
        issuing.heard(.noOrder, about: try IssuingModel.link())
        #expect(issuing.next(.issue) == .post)
    }

    @Test func `a service that takes no second request has the order cancelled, and the link fails`() throws {
        var issuing = try lostAndSeen(report())
        #expect(issuing.next(.issue) == .post)
        issuing.heard(.orderIDTaken(refusal))
        #expect(issuing.next(.issue) == .cancel)
        issuing.heard(CancelAnswer.cancelled)
        var withdrawn = refusal
        withdrawn.isWithdrawn = true
        #expect(issuing.next(.issue) == .record(.refused(withdrawn), isClosedThere: true))
    }

    @Test func `an order of somebody else's, or a paid one, is not cancelled`() throws {
        for seen in [try report(.initialized, amount: 1), try report(.completed), try report(.uncleared)] {
            var issuing = try lostAndSeen(seen)
            guard case .record(.refused, isClosedThere: true) = issuing.next(.issue) else {
                Issue.record("nothing else can be done about it")
                return
            }
        }
    }

    @Test func `after a restart a request of before may be under way: it waits and looks`() {
        var issuing = OrderIssuing(isFresh: false)
        #expect(issuing.next(.issue) == .pause(failures: 1, atLeast: .seconds(1)))
        #expect(issuing.next(.issue) == .look)
    }

    @Test func `what was never sent is sent again without a look, and the service's pause is kept`() {
        var issuing = OrderIssuing(isFresh: true)
        for failures in 1...3 {
            #expect(issuing.next(.issue) == .post)
            issuing.heard(.notSent(retryAfter: .seconds(9)))
            #expect(issuing.next(.issue) == .pause(failures: failures, atLeast: .seconds(9)))
        }
        #expect(issuing.isUnheard)
    }

    @Test func `a link that ended before anything was sent is never asked for`() {
        for wish in [OrderIssuing.Wish.close, .leave] {
            var issuing = OrderIssuing(isFresh: true)
            guard case .record(.refused, isClosedThere: true) = issuing.next(wish) else {
                Issue.record("nothing must be sent")
                return
            }
        }
    }

    @Test func `a link that was cancelled while it was made is cancelled there before its address is recorded`() {
        var issuing = OrderIssuing(isFresh: true)
        _ = issuing.next(.issue)
        issuing.heard(.issued(url: "u"))
        #expect(issuing.next(.close) == .cancel)
        issuing.heard(CancelAnswer.unreachable(retryAfter: nil))
        #expect(issuing.next(.close) == .pause(failures: 1, atLeast: .seconds(1)))
        #expect(issuing.next(.close) == .cancel)
        issuing.heard(CancelAnswer.cancelled)
        #expect(issuing.next(.close) == .record(.issued(url: "u"), isClosedThere: true))
    }

    @Test(arguments: IssuingModel.Reading.allCases)
    func `whatever is lost or late, one order at most can be paid, and it has the address that was recorded`(
        reading: IssuingModel.Reading
    ) throws {
        let seed = SeededSequence.seed(for: "OrderIssuingTests")
        for walk in 0..<3000 {
            var model = try IssuingModel(reading, seed: seed &+ UInt64(walk))
            try model.run()
            let failure = model.violation
            #expect(failure == nil, "\(failure ?? "") after \(model.history), seed \(seed &+ UInt64(walk))")
            if failure != nil { return }
        }
    }
}
