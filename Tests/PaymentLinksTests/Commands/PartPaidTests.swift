@testable import PaymentLinks
import TestSupport
import Testing

/// Money that was paid in part: it is never asked for again, and no attempt forgets it.
@Suite struct PartPaidTests {
    private let now = ManualClock.start

    private func link(_ orderID: String, in builder: ReferenceBuilder) throws -> Link {
        try #require(try builder.book.link(for: ReferenceBuilder.key(orderID)))
    }

    /// Order A of 49.95 EUR, of which 40.00 is paid.
    private func partPaid() throws -> ReferenceBuilder {
        var builder = ReferenceBuilder()
        try builder.generate("A")
        try builder.report("A", .completed, amount: 4000)
        return builder
    }

    /// The kind of the refusal of a change; nil if it is accepted.
    private func refusal(_ change: () throws -> Void) throws -> Refusal.Kind? {
        do {
            try change()
            return nil
        } catch DecisionRefusal.partPaid { return .partPaid } catch DecisionRefusal.invalid(let refusal) {
            return refusal.kind
        }
    }

    @Test func `what is due is the amount less what is held`() throws {
        var builder = try partPaid()
        #expect(try link("A", in: builder).balance.due == 995)
        try builder.report("A", .refunded, amount: 1000)
        #expect(try link("A", in: builder).balance.due == 1995)
        try builder.report("A", .completed)
        let paid = try link("A", in: builder)
        #expect(paid.recordedStatus == .completed && paid.balance.due == 0)
        try builder.report("A", .refunded)
        #expect(try link("A", in: builder).balance.due == 0, "a refund of a paid link is no new demand")
    }

    @Test func `superseding a part-paid link is refused unless its money is carried over`() throws {
        var builder = try partPaid()
        #expect(try refusal { try builder.duplicate("A", as: "B", supersede: true, amount: 12_000) } == .partPaid)
        try builder.duplicate("A", as: "B", supersede: true, carryPaid: true, amount: 12_000)
        let new = try link("B", in: builder)
        #expect(new.balance.due == 8000 && new.payments.paid == 0 && new.payments.carried == 4000)
        #expect(new.version == 1)
        try builder.report("B", .completed)
        let paid = try link("B", in: builder)
        #expect(paid.recordedStatus == .completed && paid.payments.paid == 8000 && paid.balance.due == 0)
        #expect(paid.balance.over == 0)
    }

    @Test func `carried money is carried on`() throws {
        var builder = try partPaid()
        try builder.duplicate("A", as: "B", supersede: true, carryPaid: true)
        #expect(try refusal { try builder.duplicate("B", as: "C", supersede: true) } == .partPaid)
        try builder.report("B", .completed, amount: 500)
        try builder.duplicate("B", as: "C", supersede: true, carryPaid: true)
        #expect(try link("C", in: builder).balance.due == 495)
    }

    @Test(arguments: [4000, 3999, 1])
    func `a new link of no more than what is carried over is paid from its beginning`(amount: Int64) throws {
        var builder = try partPaid()
        try builder.duplicate("A", as: "other")
        try builder.duplicate("A", as: "B", supersede: true, carryPaid: true, amount: amount)
        let new = try link("B", in: builder)
        #expect(new.recordedStatus == .completed && new.balance.due == 0 && new.balance.over == 4000 - amount)
        #expect(try link("other", in: builder).recordedStatus == .duplicate, "the order is not paid twice")
        try builder.report("A", .refunded, amount: 4000 - amount + 1)
        #expect(try link("B", in: builder).balance.over == 0)
    }

    @Test func `a payment service makes no link that asks for nothing`() throws {
        let builder = try partPaid()
        var overrides = TermOverrides()
        overrides.amount = 4000
        let local = ReferenceBuilder.issuance(2)
        let command = DuplicateCommand(
            source: try ReferenceBuilder.key("A"),
            newOrderID: try OrderID("B"),
            overrides: overrides,
            supersede: true,
            carryPaid: true,
            issuance: Issuance(id: local.id, issuer: "service", url: nil)
        )
        #expect(try refusal { _ = try command.decide(in: builder.book, at: now) } == .invalidAmount)
    }

    @Test func `money is not carried into another currency`() throws {
        let builder = try partPaid()
        var overrides = TermOverrides()
        overrides.currency = try Currency(code: "USD")
        overrides.amount = 12_000
        let command = DuplicateCommand(
            source: try ReferenceBuilder.key("A"),
            newOrderID: try OrderID("B"),
            overrides: overrides,
            supersede: true,
            carryPaid: true,
            issuance: ReferenceBuilder.issuance(2)
        )
        #expect(try refusal { _ = try command.decide(in: builder.book, at: now) } == .invalidCurrency)
    }

    @Test func `a reissue never forgets what was paid on the dead link`() throws {
        var builder = try partPaid()
        try builder.cancel("A")
        let reissue = GenerateCommand(
            key: try ReferenceBuilder.key("A"),
            terms: try ReferenceBuilder.terms(),
            issuance: ReferenceBuilder.issuance(2),
            onExisting: .reissue
        )
        #expect(try refusal { try builder.perform(.generate(reissue), at: now) } == .partPaid)
    }

    @Test func `money that comes to or leaves a superseded link counts for its successor`() throws {
        var builder = try partPaid()
        try builder.duplicate("A", as: "B", supersede: true, carryPaid: true)
        try builder.report("A", .refunded, amount: 1000)
        #expect(try link("B", in: builder).balance.due == 1995)
        try builder.report("A", .completed, amount: 1500, transaction: "late")
        #expect(try link("B", in: builder).balance.due == 495)
        #expect(try link("A", in: builder).payments.held == 4500, "the money stays where it was reported")
    }

    @Test func `a link that carried money covers is paid, and asks for nothing`() throws {
        var builder = ReferenceBuilder()
        try builder.generate("A")
        try builder.duplicate("A", as: "B", supersede: true, amount: 1000)
        try builder.report("A", .completed, amount: 999)
        #expect(try link("B", in: builder).recordedStatus == .active)
        try builder.report("A", .completed, amount: 1)
        let covered = try link("B", in: builder)
        #expect(covered.recordedStatus == .completed && covered.notPayableReason(at: now) == .completed)
        #expect(covered.balance.due == 0 && covered.payments.paid == 0 && covered.payments.carried == 1000)
        #expect(try link("A", in: builder).recordedStatus == .cancelled)
        try builder.report("A", .refunded, amount: 400)
        #expect(try link("B", in: builder).balance.due == 0, "a refund of a paid link is no new demand")
    }

    @Test func `a link that is covered while it is being issued is paid once its issuing ends`() throws {
        for outcome in [
            IssuanceOutcome.issued(url: "https://pay.example/1"), .refused(IssuerRefusal(code: nil, message: "ended")),
        ] {
            var builder = ReferenceBuilder()
            try builder.generate("A")
            let local = ReferenceBuilder.issuance(2)
            var less = TermOverrides()
            less.amount = 4000
            let replace = DuplicateCommand(
                source: try ReferenceBuilder.key("A"),
                newOrderID: try OrderID("B"),
                overrides: less,
                supersede: true,
                issuance: Issuance(id: local.id, issuer: "service", url: nil)
            )
            try builder.perform(.duplicate(replace), at: now)
            try builder.report("A", .completed, amount: 4000)
            #expect(try link("B", in: builder).recordedStatus == .pending)
            let issued = RecordIssuanceCommand(key: try ReferenceBuilder.key("B"), id: local.id, outcome: outcome)
            try builder.perform(.recordIssuance(issued), at: now)
            #expect(try link("B", in: builder).recordedStatus == .completed)
        }
    }

    @Test func `a link that is covered while its payment is held is paid once the hold ends`() throws {
        var builder = ReferenceBuilder()
        try builder.generate("A")
        try builder.duplicate("A", as: "B", supersede: true, amount: 1000)
        try builder.report("B", .uncleared, transaction: "t1")
        try builder.report("A", .completed, amount: 1000)
        #expect(try link("B", in: builder).recordedStatus == .uncleared)
        try builder.report("B", .declined, transaction: "t1")
        #expect(try link("B", in: builder).recordedStatus == .completed)
    }

    @Test func `a refusal names each amount in major and in minor units`() throws {
        var builder = try partPaid()
        do {
            try builder.report("A", .refunded, amount: 4001)
            Issue.record("more than is held was refunded")
        } catch DecisionRefusal.invalid(let refusal) {
            #expect(refusal.message == "Order A holds 40.00 EUR (4000 in minor units); give at most that.")
        }
    }

    @Test func `a payment that is held again after it was declined is no repeat`() throws {
        var builder = ReferenceBuilder()
        try builder.generate("A")
        for status in [ReportedStatus.uncleared, .declined, .uncleared, .declined] {
            try builder.report("A", status, transaction: "t1")
        }
        #expect(try link("A", in: builder).payments.reports.count == 4)
        try builder.report("A", .declined, transaction: "t1")
        #expect(try link("A", in: builder).payments.reports.count == 4)
    }
}
