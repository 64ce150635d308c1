import JSON
import Testing

@testable import Standin

/// What happens to an order after it was made, and what shops are told of it.
@Suite struct PaymentTests {
    private static let told = #""payment_options":{"notification_url":"https://shop.example/n"},"var1":"x","#

    @Test(arguments: [
        ("completed", "completed", "completed"), ("uncleared", "uncleared", "uncleared"),
        ("declined", "declined", "declined"), ("cancelled", "void", "cancelled"),
        ("started", "initialized", "initialized"), ("", "completed", "completed"),
    ])
    func `a page's form gives the payment its outcome`(outcome: String, status: String, financial: String) throws {
        var books = Books()
        _ = books.pay(books.create("A", Self.told).url, "outcome=\(outcome)&method=VISA")
        let notice = try #require(books.notices.first)
        #expect(books.notices.count == 1)
        #expect(notice.address(at: books.now) == "https://shop.example/n?transactionid=A&timestamp=1773132131")
        let body = WebAnswer(status: 200, contentType: "", body: notice.body ?? []).json
        #expect(body["status"]?.string == status)
        #expect(body["financial_status"]?.string == financial)
        #expect(body["payment_details"]?["type"]?.string == "VISA")
        #expect(body["var1"]?.string == "x")
        // The same object as GET has.
        #expect(books.get("A").json["data"]?["status"]?.string == status)
    }

    @Test func `a failed attempt does not end a link, and one that completes outranks it`() {
        var books = Books()
        let url = books.create("A").url
        _ = books.pay(url, "outcome=declined")
        _ = books.pay(url)
        #expect(books.report("A")?.transactions.map(\.status) == ["declined", "completed"])
        #expect(books.get("A").json["data"]?["status"]?.string == "completed")
        #expect(books.pay(url).status == 410)
    }

    @Test func `cancelling ends the pages, and is told`() {
        var books = Books()
        let url = books.create("A", Self.told).url
        #expect(books.cancel("A").json["success"]?.bool == true)
        #expect(books.notices.map(\.isPretransaction) == [true])
        #expect(books.notices.first?.address(at: books.now).hasSuffix("&payload_type=pretransaction") == true)
        let body = WebAnswer(status: 200, contentType: "", body: books.notices.first?.body ?? []).json
        #expect(body["status"]?.string == "cancelled")
        #expect(body["var1"] == nil)
        #expect(books.pay(url).status == 410)
        #expect(books.report("A")?.isExcluded == true)
        // Once more: refused, or ignored.
        #expect(books.cancel("A").code == 1000)
        #expect(books.cancel("A").status == 410)
        #expect(books.cancel("B").code == 1006)
        var other = Books { $0.cancelDead = .ignore }
        _ = other.pay(other.create("A").url)
        #expect(other.cancel("A").json["success"]?.bool == true)
        #expect(other.report("A")?.status == "completed")
    }

    @Test(arguments: Readings.CancelRunning.allCases)
    func `a payment at the bank may complete after cancelling`(reading: Readings.CancelRunning) {
        var books = Books { $0.cancelRunning = reading }
        _ = books.pay(books.create("A", Self.told).url, "outcome=started&method=BANKTRANS")
        _ = books.cancel("A")
        #expect(books.report("A")?.status == (reading == .stays ? "initialized" : "void"))
        let steered = WebRequest(method: "POST", target: "/standin/orders/A/settle")
        #expect(books.send(steered).status == 200)
        #expect(books.report("A")?.status == "completed")
        #expect(books.notices.count == 1)
    }

    @Test(arguments: Readings.OtherAttempts.allCases)
    func `other attempts stay once one has completed, or not`(reading: Readings.OtherAttempts) {
        var books = Books { $0.otherAttempts = reading }
        let url = books.create("A").url
        _ = books.pay(url, "outcome=started")
        _ = books.pay(url)
        let other = reading == .stay ? "initialized" : "duplicate"
        #expect(books.report("A")?.transactions.map(\.status) == [other, "completed"])
    }

    @Test func `refunds grow up to what was paid`() {
        var books = Books()
        _ = books.create("A", Self.told)
        #expect(books.call("POST", "orders/A/refunds", #"{"amount":1,"currency":"EUR"}"#).code == 1034)
        _ = books.pay(books.create("A", Self.told).url)
        #expect(books.call("POST", "orders/A/refunds", #"{"amount":1,"currency":"USD"}"#).code == 1002)
        #expect(books.call("POST", "orders/A/refunds", #"{"amount":995,"currency":"EUR"}"#).status == 200)
        #expect(books.notices.count == 1)
        let data = books.get("A").json["data"]
        #expect(data?["status"]?.string == "partial_refunded")
        #expect(data?["financial_status"]?.string == "completed")
        #expect(data?["amount_refunded"]?.integer == 995)
        #expect(data?["amount"]?.integer == 4995)
        // The same amount within five minutes, more than is left, and then the rest.
        #expect(books.call("POST", "orders/A/refunds", #"{"amount":995,"currency":"EUR"}"#).code == 1034)
        #expect(books.call("POST", "orders/A/refunds", #"{"amount":4001,"currency":"EUR"}"#).code == 1034)
        #expect(books.call("POST", "orders/A/refunds", #"{"currency":"EUR"}"#).json["data"]?["refund_id"] != nil)
        #expect(books.report("A")?.status == "refunded")
        #expect(books.call("POST", "orders/A/refunds", #"{"currency":"EUR"}"#).code == 1034)
    }

    @Test func `shipping and chargebacks have their words`() {
        var books = Books { $0.chargebackWord = .chargedback }
        _ = books.pay(books.create("A").url)
        #expect(books.call("PATCH", "orders/A", #"{"status":"shipped"}"#).status == 200)
        #expect(books.report("A")?.status == "shipped")
        _ = books.send(WebRequest(method: "POST", target: "/standin/orders/A/chargeback"))
        #expect(books.report("A")?.status == "chargedback")
        #expect(books.call("PATCH", "orders/A", #"{"invoice_id":"1"}"#).status == 200)
        #expect(books.call("PATCH", "orders/A", #"{"status":"lost"}"#).code == 1014)
    }

    @Test func `another amount than asked can be paid by hand`() {
        var books = Books()
        _ = books.create("A", Self.told)
        let body = Array(#"{"amount":100,"currency":"USD"}"#.utf8)
        _ = books.send(WebRequest(method: "POST", target: "/standin/orders/A/pay", body: body))
        let data = books.get("A").json["data"]
        #expect(data?["amount"]?.integer == 100)
        #expect(data?["currency"]?.string == "USD")
    }

    @Test func `a notice can be repeated, several at once, without a time or a signature`() {
        var books = Books()
        _ = books.pay(books.create("A", Self.told).url)
        let body = Array(#"{"copies":3,"timestamp":false,"signed":false}"#.utf8)
        _ = books.send(WebRequest(method: "POST", target: "/standin/orders/A/notify", body: body))
        #expect(books.notices.count == 3)
        #expect(books.notices.allSatisfy { !$0.isSigned })
        #expect(books.notices.first?.address(at: books.now) == "https://shop.example/n?transactionid=A")
    }
}
