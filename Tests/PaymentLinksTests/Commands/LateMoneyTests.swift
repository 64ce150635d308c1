@testable import PaymentLinks
import TestSupport
import Testing

/// Money for a link that was replaced, where it does not simply count for the last one: at a payment service, after a
/// cancellation, and in another currency.
@Suite struct LateMoneyTests {
    private let now = ManualClock.start

    private func link(_ orderID: String, in builder: ReferenceBuilder) throws -> Link {
        try #require(try builder.book.link(for: ReferenceBuilder.key(orderID)))
    }

    /// Order A of 49.95 EUR, replaced by B.
    private func replaced(
        by amount: Int64,
        _ currency: String = "EUR",
        atService: Bool = false
    ) throws -> ReferenceBuilder {
        var builder = ReferenceBuilder()
        try builder.generate("A")
        var overrides = TermOverrides()
        overrides.amount = amount
        overrides.currency = try Currency(code: currency)
        let local = ReferenceBuilder.issuance(2)
        let replace = DuplicateCommand(
            source: try ReferenceBuilder.key("A"),
            newOrderID: try OrderID("B"),
            overrides: overrides,
            supersede: true,
            issuance: atService ? Issuance(id: local.id, issuer: "service", url: nil) : local
        )
        try builder.perform(.duplicate(replace), at: now)
        return builder
    }

    private func issue(_ orderID: String, in builder: inout ReferenceBuilder) throws {
        let id = try link(orderID, in: builder).id
        let outcome = IssuanceOutcome.issued(url: "https://pay.example/1")
        let issued = RecordIssuanceCommand(key: try ReferenceBuilder.key(orderID), id: id, outcome: outcome)
        try builder.perform(.recordIssuance(issued), at: now)
    }

    @Test(arguments: [1000, 4995], [true, false])
    func `a page at a service that asks for too much ends, and a new link asks for the rest`(
        late: Int64,
        isIssued: Bool
    ) throws {
        var builder = try replaced(by: 10_000, atService: true)
        if isIssued { try issue("B", in: &builder) }
        try builder.report("A", .completed, amount: late)
        let ended = try link("B", in: builder)
        #expect(ended.recordedStatus == .cancelled && ended.cancellation?.reason == .asksTooMuch)
        #expect(ended.balance.due == nil && ended.balance.over == late && ended.isToBeClosed(at: now))
        try builder.duplicate("B", as: "C", supersede: true, carryPaid: true)
        #expect(try link("C", in: builder).balance.due == 10_000 - late)
        try builder.report("C", .completed)
        let paid = try link("C", in: builder)
        #expect(paid.recordedStatus == .completed && paid.balance.over == 0 && paid.payments.settledBy == nil)
    }

    @Test func `a page at a service whose payment is held ends once that comes to nothing`() throws {
        var builder = try replaced(by: 10_000, atService: true)
        try issue("B", in: &builder)
        try builder.report("B", .uncleared, transaction: "t1")
        try builder.report("A", .completed, amount: 4995)
        #expect(try link("B", in: builder).recordedStatus == .uncleared)
        try builder.report("B", .declined, transaction: "t1")
        #expect(try link("B", in: builder).cancellation?.reason == .asksTooMuch)
    }

    @Test func `a page at a service that late money covers is to be closed, and one of the shop's own stays`() throws {
        var builder = try replaced(by: 1000, atService: true)
        try issue("B", in: &builder)
        #expect(try !link("B", in: builder).isToBeClosed(at: now))
        try builder.report("A", .completed, amount: 1000)
        let covered = try link("B", in: builder)
        #expect(covered.recordedStatus == .completed && covered.isToBeClosed(at: now))
        var local = try replaced(by: 10_000)
        try local.report("A", .completed)
        #expect(try link("B", in: local).recordedStatus == .active)
        #expect(try link("B", in: local).balance.due == 10_000 - 4995)
    }

    @Test(arguments: [4000, 4995, 6000])
    func `a cancelled link can be replaced while the links before it hold money`(late: Int64) throws {
        var builder = try replaced(by: 4000)
        try builder.cancel("B")
        try builder.report("A", .completed, amount: late)
        #expect(try link("B", in: builder).balance.over == late)
        try builder.duplicate("B", as: "C", supersede: true, carryPaid: true, amount: 10_000)
        #expect(try link("C", in: builder).balance.due == 10_000 - late)
    }

    @Test(arguments: [1000, 4995, 6000], [true, false])
    func `money in another currency settles nothing, and all of it is over`(late: Int64, isPaidFirst: Bool) throws {
        var builder = try replaced(by: 9000, "JPY")
        if isPaidFirst { try builder.report("B", .completed) }
        try builder.report("A", .completed, amount: late)
        let old = try link("A", in: builder)
        #expect(old.balance.over == late && old.payments.settledBy == nil && old.payments.paidAgainBy == nil)
        #expect(old.recordedStatus == (late < 4995 ? .cancelled : .completed))
        let new = try link("B", in: builder)
        #expect(new.recordedStatus == (isPaidFirst ? .completed : .active) && new.payments.paidAgainBy == nil)
        #expect(new.balance.due == (isPaidFirst ? 0 : 9000) && new.balance.over == 0)
        try builder.report("A", .refunded, amount: late)
        #expect(try link("A", in: builder).balance.over == 0)
        #expect(try link("B", in: builder).recordedStatus == new.recordedStatus)
        guard !isPaidFirst else { return }
        try builder.duplicate("B", as: "C", supersede: true)
        #expect(try link("C", in: builder).balance.due == 9000)
    }

    @Test func `another currency is refused as such, whether or not the money is to count`() throws {
        var builder = ReferenceBuilder()
        try builder.generate("A")
        try builder.report("A", .completed, amount: 1000)
        for carryPaid in [true, false] {
            var overrides = TermOverrides()
            (overrides.amount, overrides.currency) = (9000, try Currency(code: "JPY"))
            let replace = DuplicateCommand(
                source: try ReferenceBuilder.key("A"),
                newOrderID: try OrderID("B"),
                overrides: overrides,
                supersede: true,
                carryPaid: carryPaid,
                issuance: ReferenceBuilder.issuance(2)
            )
            do throws(DecisionRefusal) {
                _ = try replace.decide(in: builder.book, at: now)
                Issue.record("it was made")
            } catch {
                guard case .invalid(let refusal) = error else { throw error }
                #expect(refusal.kind == .invalidCurrency && refusal.message.contains("keep the currency"))
            }
        }
    }

    @Test func `an old address leads on while something is due there`() throws {
        var builder = try replaced(by: 10_000)
        try builder.report("A", .completed)
        func reason() throws -> (NotPayableReason?, String?) {
            let old = try link("A", in: builder)
            do throws(DecisionRefusal) {
                _ = try OpenCommand(id: old.id, peek: true).decide(in: builder.book, at: now)
            } catch {
                if case .notPayable(_, let reason, let successor) = error {
                    return (reason, successor?.key.orderID.text)
                }
            }
            return (nil, nil)
        }
        #expect(try reason() == (.superseded, "B"))
        try builder.report("B", .completed)
        #expect(try reason() == (.completed, nil))
    }
}
