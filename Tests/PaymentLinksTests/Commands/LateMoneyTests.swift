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

    @Test(arguments: [1000, 3999])
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

    /// `b` asks 80 instead of the 100 of `a`, and was cancelled.
    @Test(
        arguments: [
            "a completed 30; b completed 50", "b completed 50; a completed 30", "a completed 80", "a completed 100",
            "a completed 30; a completed 70", "b uncleared 80 T; a completed 80; b declined 80 T", "b completed 80",
        ],
        ["", "; dup b c 80", "; dup b c 80; cancel c"]
    )
    func `a cancelled link that is covered is paid, in whatever order the money comes`(money: String, copy: String)
        throws
    {
        let history = try OrderHistory("gen a 100; rep a b 80\(copy); cancel b; \(money)")
        let held = history.builder.book.linksByCreation.reduce(0) { $0 + $1.payments.held }
        #expect(try history["b"].recordedStatus == .completed && history["b"].balance.due == 0, "\(history.shown)")
        #expect(try history["b"].balance.over == held - 80 && history.over == held - 80, "\(history.shown)")
        #expect(try history["b"].payments.settledBy == nil && history["a"].payments.settledBy == nil)
        guard !copy.isEmpty else { return }
        #expect(try history["c"].recordedStatus == (copy.hasSuffix("cancel c") ? .cancelled : .duplicate))
        let again = try OrderHistory("gen a 100; rep a b 80\(copy); cancel b; \(money); c completed 80")
        // A link that got its own whole amount is named for the one that it paid.
        let payer = try history["a"].payments.settlement == nil ? "b" : "a"
        #expect(try again["c"].payments.settledBy?.text == payer && again[payer].payments.paidAgainBy?.text == "c")
        #expect(again.over == held, "\(again.shown)")
    }

    @Test func `a cancelled link that is covered after another attempt was paid is paid twice`() throws {
        let history = try OrderHistory("gen a 100; rep a b 80; dup b c 80; cancel b; c completed 80; a completed 80")
        #expect(history.shown == "a cancelled - 0; b completed 0 80; c completed 0 0")
        #expect(try history["b"].payments.settledBy?.text == "c" && history["c"].payments.paidAgainBy?.text == "b")
    }

    @Test(arguments: [
        "gen a 80; rep a b 60; dup b c 60", "gen a 80; rep a b 60; dup a c 60", "gen a 80; rep a b 60; dup b c 90",
    ])
    func `an order that is paid while a payment is held can't be paid by another attempt`(links: String) throws {
        let held = "\(links); b uncleared 60 T; a completed 60"
        let history = try OrderHistory(held)
        #expect(try history["b"].recordedStatus == .uncleared && history["b"].balance.due == 0, "\(history.shown)")
        #expect(try history["c"].recordedStatus == .duplicate && history.over == 0, "\(history.shown)")
        let due = try history["c"].terms.money.amount
        for steps in ["b declined 60 T; c completed \(due)", "c completed \(due); b declined 60 T"] {
            let twice = try OrderHistory("\(held); \(steps)")
            #expect(try twice["b"].recordedStatus == .completed && twice["b"].balance.over == 0, "\(twice.shown)")
            #expect(try twice["c"].payments.settledBy?.text == "b" && twice["b"].payments.paidAgainBy?.text == "c")
            #expect(try twice["c"].balance.over == due && twice.over == due, "\(twice.shown)")
        }
        let cleared = try OrderHistory("\(held); b completed 60 T")
        #expect(try cleared["b"].recordedStatus == .completed && cleared.over == 60, "\(cleared.shown)")
    }

    @Test(arguments: [
        ("a refunded 60", LinkStatus.refunded), ("a chargeback 60", .chargedback), ("a refunded 10", .partialRefunded),
    ])
    func `what goes back while a payment is held is told once that has ended`(back: String, status: LinkStatus) throws {
        let held = try OrderHistory("gen a 80; rep a b 60; b uncleared 60 T; a completed 60; \(back)")
        #expect(try held["b"].recordedStatus == .uncleared)
        let ended = try OrderHistory("gen a 80; rep a b 60; b uncleared 60 T; a completed 60; \(back); b declined 60 T")
        #expect(try ended["b"].recordedStatus == status && ended["b"].balance.due == 0)
    }
}
