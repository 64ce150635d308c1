import JSON
import MultiSafepay
import PaymentLinks
import Testing

@Suite struct ServiceReportTests {
    private func report(_ text: String, asked: String? = nil) throws -> ServiceReport? {
        let order = try JSONDocument(parsing: Array(text.utf8)).root
        return ServiceReport(order: order, asked: try asked.map { (text) throws(Refusal) in try OrderID(text) })
    }

    @Test func `a paid and partly refunded order is read with what followed`() throws {
        let read = try #require(
            try report(
                #"""
                {"amount":2500,"amount_refunded":700,"costs":[{"amount":0.44}],"completed":"2026-03-10T09:45:30",
                 "created":"2026-03-10T09:42:11","currency":"EUR","customer":{"country":"NL","email":"j.visser@shop.example",
                 "first_name":"Jorien","last_name":"Visser","locale":"nl_NL","phone1":null},"description":"Werkbon 7735",
                 "financial_status":"completed","order_id":"WB-7735","payment_details":{"type":"IDEAL"},
                 "related_transactions":[{"amount":700,"status":"completed","transaction_id":1773235200118804,
                 "type":"refund"},{"amount":1,"type":"capture"}],"status":"partial_refunded",
                 "transaction_id":1773132131660218}
                """#
            )
        )
        #expect(read.orderID.text == "WB-7735")
        #expect(read.status == .partialRefunded)
        #expect(read.transactionID?.text == "1773132131660218")
        #expect(read.amount == 2500)
        #expect(read.amountRefunded == 700)
        #expect(read.currency == "EUR")
        #expect(read.description == "Werkbon 7735")
        #expect(read.customer.email?.text == "j.visser@shop.example")
        #expect(read.customer.locale?.text == "nl_NL")
        #expect(read.completedAt?.text == "2026-03-10T08:45:30.000Z")
        let refund = try TransactionID("1773235200118804")
        #expect(read.movements == [.init(.refund, transactionID: refund, status: .completed, amount: 700)])
        #expect(!read.isRefund)
    }

    @Test func `types are loose`() throws {
        let read = try report(
            #"""
            {"order_id":77360412,"description":7736,"amount":"2500","amount_refunded":null,"transaction_id":"T 9",
             "customer":[],"related_transactions":[],"payment_methods":null,"status":"COMPLETED","currency":"eur"}
            """#
        )
        #expect(read?.orderID.text == "77360412")
        #expect(read?.description == "7736")
        #expect(read?.amount == 2500)
        #expect(read?.amountRefunded == nil)
        #expect(read?.transactionID?.text == "T 9")
        #expect(read?.customer.isEmpty == true)
        #expect(read?.status == .completed)
        #expect(read?.currency == "EUR")
        #expect(try report(#"{"order_id":"007"}"#)?.orderID.text == "007")
        #expect(try report(#"{"order_id":90071992547409931}"#)?.orderID.text == "90071992547409931")
    }

    @Test func `a link that nobody opened has no order ID of its own`() throws {
        let unused =
            #"{"costs":[],"financial_status":null,"payment_details":{},"payment_methods":null,"status":"initialized"}"#
        #expect(try report(unused) == nil)
        #expect(try report(unused, asked: "A")?.status == .initialized)
        #expect(try report(#"{"order_id":"B"}"#, asked: "A")?.orderID.text == "B", "the caller compares")
        #expect(try report("[]", asked: "A") == nil)
    }

    private static let statuses: [(String, ReportedStatus?)] = [
        (#""status":"chargeback""#, ReportedStatus.chargeback), (#""status":"chargedback""#, .chargedback),
        (#""status":"void","financial_status":"cancelled""#, .void), (#""financial_status":"declined""#, .declined),
        (#""status":"a new word","financial_status":null"#, nil), (#""status":7"#, nil), (#""a":1"#, nil),
    ]

    @Test(arguments: statuses)
    func `statuses are words, and an unknown one says nothing`(members: String, status: ReportedStatus?) throws {
        #expect(try report(#"{"order_id":"A",\#(members)}"#)?.status == status)
    }

    @Test(arguments: [#""amount":-700"#, #""amount":700,"type":"refund""#, #""amount":700,"debit_credit":"D""#])
    func `a refund's own transaction is told from a payment`(members: String) throws {
        let read = try report(#"{"order_id":"A","status":"completed",\#(members)}"#)
        #expect(read?.isRefund == true)
        #expect(read?.amount == 700)
    }

    private static let times: [(String, String?)] = [
        ("2026-01-01T01:00:00", "2026-01-01T00:00:00.000Z"), ("2026-07-01 01:00:00", "2026-06-30T23:00:00.000Z"),
        // The last Sundays of March and October 2026 are the 29th and the 25th.
        ("2026-03-29T01:59:59", "2026-03-29T00:59:59.000Z"), ("2026-03-29T03:00:00", "2026-03-29T01:00:00.000Z"),
        ("2026-10-25T02:30:00", "2026-10-25T00:30:00.000Z"), ("2026-10-25T03:00:00", "2026-10-25T02:00:00.000Z"),
        ("2026-03-10T09:45:30Z", "2026-03-10T09:45:30.000Z"), ("2026-03-10T09:45:30+02:00", "2026-03-10T07:45:30.000Z"),
        ("", nil), ("yesterday", nil), ("0000-00-00T00:00:00", nil),
    ]

    @Test(arguments: times)
    func `times are Amsterdam's`(written: String, moment: String?) throws {
        #expect(try report(#"{"order_id":"A","completed":"\#(written)"}"#)?.completedAt?.text == moment)
    }
}
