import PaymentLinks
import TestSupport
import Testing

/// What a payment service tells of an order, as a link takes it in.
@Suite struct ApplyReportTests {
    private func report(
        _ status: ReportedStatus?,
        _ transaction: String? = "T1",
        amount: Int64? = 4995,
        refunded: Int64? = nil,
        currency: String? = "EUR",
        completedAt: Instant? = nil
    ) throws -> ServiceReport {
        var report = ServiceReport(orderID: try OrderID("A"), status: status)
        report.transactionID = try transaction.map { (text) throws(Refusal) in try TransactionID(text) }
        report.amount = amount
        report.amountRefunded = refunded
        report.currency = currency
        report.completedAt = completedAt
        return report
    }

    private func book() throws -> ReferenceBuilder {
        var book = ReferenceBuilder()
        try book.generate("A")
        return book
    }

    @Test(arguments: [ReportedStatus.completed, .shipped])
    func `a payment is one event, however often it is told`(status: ReportedStatus) throws {
        var book = try book()
        for _ in 0..<3 { try book.apply(report(status)) }
        let link = try book.link("A")
        #expect(link.recordedStatus == .completed)
        #expect(link.payments.paid == 4995)
        #expect(link.payments.transactionID?.text == "T1")
        #expect(link.payments.reports.count == 1)
        #expect(link.version == 2)
    }

    @Test(arguments: [ReportedStatus.initialized, .reserved, nil])
    func `an attempt that goes on tells nothing`(status: ReportedStatus?) throws {
        var book = try book()
        try book.apply(report(status))
        try book.apply(report(.completed))
        try book.apply(report(status))
        #expect(try book.link("A").recordedStatus == .completed)
        #expect(try book.link("A").version == 2)
    }

    @Test(arguments: [ReportedStatus.declined, .cancelled, .void, .expired])
    func `an attempt that came to nothing is no end of the link`(status: ReportedStatus) throws {
        var book = try book()
        for _ in 0..<2 { try book.apply(report(status)) }
        #expect(try book.link("A").recordedStatus == .active)
        #expect(try book.link("A").payments.reports.count == 1)
        try book.apply(report(.completed, "T2"))
        try book.apply(report(status, "T3"))
        #expect(try book.link("A").recordedStatus == .completed)
        try book.apply(report(status, "T2"))
        #expect(try book.link("A").recordedStatus == .completed)
        #expect(try book.link("A").payments.paid == 4995)
    }

    @Test func `money that is held is released with its own attempt only`() throws {
        var book = try book()
        try book.apply(report(.uncleared, "T1"))
        #expect(try book.link("A").recordedStatus == .uncleared)
        try book.apply(report(.declined, "T2"))
        #expect(try book.link("A").recordedStatus == .uncleared)
        try book.apply(report(.uncleared, "T3"))
        try book.apply(report(.declined, "T1"))
        #expect(try book.link("A").recordedStatus == .uncleared, "T3 is held still")
        try book.apply(report(.uncleared, "T1"))
        try book.apply(report(.expired, "T3"))
        #expect(try book.link("A").recordedStatus == .active, "T1 never comes back")
        try book.apply(report(.completed, "T1"))
        #expect(try book.link("A").recordedStatus == .completed)
        #expect(try book.link("A").payments.paid == 4995)
    }

    @Test func `a refund that comes first brings its payment along`() throws {
        var book = try book()
        try book.apply(report(.partialRefunded, refunded: 700))
        let link = try book.link("A")
        #expect(link.recordedStatus == .partialRefunded)
        #expect(link.payments.paid == 4995)
        #expect(link.payments.refunded == 700)
        try book.apply(report(.completed))
        try book.apply(report(.completed, refunded: 0))
        #expect(try book.link("A") == link)
    }

    @Test func `refunds only grow, and never beyond what was paid`() throws {
        var book = try book()
        try book.apply(report(.completed))
        for (told, expected) in [(700, 700), (0, 700), (300, 700), (1000, 1000), (1000, 1000), (9999, 4995)] {
            try book.apply(report(.partialRefunded, refunded: Int64(told)))
            #expect(try book.link("A").payments.refunded == Int64(expected))
            #expect(try book.link("A").payments.paid == 4995)
        }
        #expect(try book.link("A").recordedStatus == .refunded)
    }

    @Test(arguments: [nil, 0, 4995])
    func `a whole refund is whole, whether the sum is told or not`(refunded: Int64?) throws {
        var book = try book()
        try book.apply(report(.completed))
        try book.apply(report(.refunded, refunded: refunded))
        #expect(try book.link("A").recordedStatus == .refunded)
        #expect(try book.link("A").payments.refunded == 4995)
    }

    @Test func `a refund is told by its movements, too, and its own transaction is no payment`() throws {
        var book = try book()
        try book.apply(report(.completed))
        var partly = try report(.partialRefunded)
        partly.movements = [
            .init(.refund, transactionID: try TransactionID("R1"), status: .completed, amount: 700),
            .init(.refund, transactionID: try TransactionID("R2"), status: .reserved, amount: 100),
        ]
        try book.apply(partly)
        #expect(try book.link("A").payments.refunded == 700)
        var own = try report(.completed, "R1", amount: 700)
        own.movements = partly.movements
        try book.apply(own)
        own.movements = []
        own.isRefund = true
        own.amountRefunded = 700
        try book.apply(own)
        try book.apply(report(.completed, "R1", amount: 700, refunded: 700))
        let link = try book.link("A")
        #expect(link.payments.refunded == 700)
        #expect(link.payments.paid == 4995)
        #expect(link.recordedStatus == .partialRefunded)
    }

    @Test func `a second payment is told, and may be a refund until the service is asked`() throws {
        var book = try book()
        #expect(try !book.link("A").isDoubtful(report(.completed, "T2")))
        try book.apply(report(.completed))
        #expect(try book.link("A").isDoubtful(report(.completed, "T2")))
        #expect(try !book.link("A").isDoubtful(report(.completed, "T1")))
        #expect(try !book.link("A").isDoubtful(report(.declined, "T2")))
        for _ in 0..<2 { try book.apply(report(.completed, "T2")) }
        let link = try book.link("A")
        #expect(link.recordedStatus == .completed)
        #expect(link.payments.paid == 9990)
        #expect(link.balance.over == 4995)
        #expect(link.payments.reports.count == 2)
    }

    @Test(arguments: [(1000, 3995, 0), (4995, 0, 0), (6000, 0, 1005), (0, 4995, 0)])
    func `what the service calls completed is completed, and another amount is told`(
        amount: Int64,
        due: Int64,
        over: Int64
    ) throws {
        var book = try book()
        for _ in 0..<2 { try book.apply(report(.completed, amount: amount)) }
        let link = try book.link("A")
        #expect(link.recordedStatus == .completed)
        #expect(link.balance.due == due)
        #expect(link.balance.over == over)
        #expect(link.payments.reports.count == 1)
    }

    @Test func `an attempt whose amount grows brings the difference`() throws {
        var book = try book()
        for amount: Int64 in [1000, 500, 4995, 1000] { try book.apply(report(.completed, amount: amount)) }
        #expect(try book.link("A").payments.paid == 4995)
        #expect(try book.link("A").payments.reports.count == 2)
    }

    @Test func `an amount that is left out is the one that was asked`() throws {
        var book = try book()
        for _ in 0..<2 { try book.apply(report(.completed, nil, amount: nil, currency: nil)) }
        #expect(try book.link("A").payments.paid == 4995)
        #expect(try book.link("A").payments.reports.count == 1)
    }

    @Test func `money in another currency counts for nothing, and is held for a person`() throws {
        var book = try book()
        for _ in 0..<2 { try book.apply(report(.completed, currency: "USD")) }
        let link = try book.link("A")
        #expect(link.recordedStatus == .uncleared)
        #expect(link.payments.paid == 0)
        #expect(link.balance.due == 4995)
        #expect(link.payments.reports.map(\.otherMoney) == [.init(amount: 4995, currency: "USD")])
        try book.apply(report(.refunded, refunded: 4995, currency: "USD"))
        #expect(try book.link("A").payments.refunded == 0)
        try book.report("A", .completed, amount: 4995, note: "Changed at the counter")
        #expect(try book.link("A").recordedStatus == .completed)
        try book.apply(report(.completed, "T2", currency: "JPY"))
        #expect(try book.link("A").recordedStatus == .completed)
        #expect(try book.link("A").payments.reports.count == 3)
    }

    @Test func `a link that was cancelled or has expired is paid late`() throws {
        let end = ManualClock.start.adding(seconds: 30 * 86_400)
        var cancelled = try book()
        try cancelled.cancel("A", at: ManualClock.start)
        try cancelled.apply(report(.completed), at: ManualClock.start)
        #expect(try cancelled.link("A").recordedStatus == .completed)
        #expect(try cancelled.link("A").payments.isLate)
        var expired = try book()
        try expired.apply(report(.completed), at: end)
        #expect(try expired.link("A").payments.isLate)
        var swept = try book()
        try swept.sweep("A", at: end)
        try swept.apply(report(.completed), at: end.adding(seconds: 1))
        #expect(try swept.link("A").recordedStatus == .completed)
        #expect(try swept.link("A").payments.isLate)
    }

    @Test func `a payment in time that is told late is not late, if the service says when it was`() throws {
        let end = ManualClock.start.adding(seconds: 30 * 86_400)
        var book = try book()
        try book.sweep("A", at: end)
        try book.apply(report(.completed, completedAt: end.adding(seconds: -60)), at: end.adding(seconds: 600))
        #expect(try !book.link("A").payments.isLate)
        #expect(try book.link("A").payments.settlement?.at == end.adding(seconds: -60))
    }

    @Test(arguments: [-1, 1]) func `a moment that can't be is not believed`(sign: Int64) throws {
        var book = try book()
        let now = ManualClock.start.adding(seconds: 60)
        let told = sign < 0 ? ManualClock.start.adding(seconds: -1) : now.adding(seconds: 1)
        try book.apply(report(.completed, completedAt: told), at: now)
        #expect(try book.link("A").payments.settlement?.at == now)
    }

    @Test func `a payment within the second of the cancellation is late`() throws {
        var book = try book()
        let second = ManualClock.start.adding(seconds: 1)
        try book.cancel("A", at: Instant(milliseconds: second.milliseconds + 500))
        try book.apply(
            report(.completed, completedAt: second),
            at: Instant(milliseconds: second.milliseconds + 700)
        )
        #expect(try book.link("A").payments.isLate)
    }

    @Test func `a bank that takes the money back is told, and a bare void is none`() throws {
        var book = try book()
        try book.apply(report(.completed))
        try book.apply(report(.void))
        #expect(try book.link("A").recordedStatus == .completed)
        var taken = try report(.void)
        taken.movements = [.init(.chargeback, status: .completed, amount: 4995)]
        for _ in 0..<2 { try book.apply(taken) }
        #expect(try book.link("A").recordedStatus == .chargedback)
        #expect(try book.link("A").payments.chargedBack == 4995)
        var other = try self.book()
        for _ in 0..<2 { try other.apply(report(.chargeback)) }
        #expect(try other.link("A").payments.chargedBack == 4995)
        #expect(try other.link("A").payments.paid == 4995)
    }

    @Test func `a link that nobody began to pay ends with its order`() throws {
        var cancelled = try book()
        for _ in 0..<2 { try cancelled.apply(report(.cancelled, nil)) }
        #expect(try cancelled.link("A").recordedStatus == .cancelled)
        #expect(try cancelled.link("A").cancellation?.reason?.text == "Cancelled at the payment service")
        #expect(try cancelled.link("A").version == 2)
        var expired = try book()
        try expired.apply(report(.expired, nil))
        #expect(try expired.link("A").recordedStatus == .expired)
        try expired.apply(report(.cancelled, nil))
        #expect(try expired.link("A").recordedStatus == .expired)
        var paid = try book()
        try paid.apply(report(.completed))
        for status in [ReportedStatus.cancelled, .expired, .declined] { try paid.apply(report(status, nil)) }
        #expect(try paid.link("A").recordedStatus == .completed)
    }

    @Test func `what was recorded by hand under the same transaction is the same payment`() throws {
        var book = try book()
        try book.report("A", .completed, amount: 4995, transaction: "T1")
        try book.apply(report(.completed, "T1"))
        #expect(try book.link("A").payments.reports.count == 1)
        try book.report("A", .completed, amount: 4995, transaction: "T1")
        #expect(try book.link("A").payments.paid == 4995)
    }

    @Test func `a payment settles the order, and other attempts of it are duplicates`() throws {
        var book = try book()
        try book.duplicate("A", as: "B")
        try book.apply(report(.completed))
        #expect(try book.link("B").recordedStatus == .duplicate)
        var second = try report(.completed, "T2")
        second.orderID = try OrderID("B")
        try book.apply(second)
        #expect(try book.link("B").recordedStatus == .completed)
        #expect(try book.link("B").payments.settledBy?.text == "A")
        #expect(try book.link("A").payments.paidAgainBy?.text == "B")
    }

    @Test func `an order without a link stands in an event`() throws {
        var book = try book()
        var unknown = try report(.completed)
        unknown.orderID = try OrderID("Z")
        let command = ApplyReportCommand(site: try SiteName("default"), report: unknown)
        guard case .record(let events, let answers) = try book.perform(.applyReport(command), at: ManualClock.start)
        else {
            Issue.record("nothing is recorded")
            return
        }
        #expect(answers.isEmpty)
        let expected = UnknownOrderReported(
            key: try ReferenceBuilder.key("Z"),
            status: .completed,
            transactionID: try TransactionID("T1"),
            amount: 4995,
            currency: "EUR"
        )
        #expect(events == [.unknownOrderReported(expected)])
        #expect(book.book.linkCount == 1)
    }

    @Test func `attempts that came to nothing are kept up to a bound, and money always`() throws {
        var book = try book()
        for number in 0..<1010 { try book.apply(report(.declined, "N\(number)")) }
        #expect(try book.link("A").payments.reports.count == 1000)
        try book.apply(report(.completed, "T1"))
        #expect(try book.link("A").recordedStatus == .completed)
    }
}
