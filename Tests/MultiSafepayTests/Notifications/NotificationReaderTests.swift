import Issuing
import MultiSafepay
import PaymentLinks
import TestSupport
import Testing

@Suite struct NotificationReaderTests {
    private let now = ManualClock.start
    private let reader = NotificationReader(apiKey: Array("key".utf8))

    private func reading(_ body: String, query: String = "", auth: String? = nil) -> NotificationReading {
        let time = String(now.milliseconds / 1000)
        let signed = NotificationSignature(apiKey: Array("key".utf8)).auth(for: body.utf8, time: time)
        return reader.read(ServiceNotification(query: query, body: body, auth: auth ?? signed), at: now)
    }

    @Test func `a well-signed body is read, whatever the query says`() throws {
        var report = ServiceReport(orderID: try OrderID("A"), status: .completed)
        report.amount = 2500
        report.transactionID = try TransactionID("17")
        let body = #"{"order_id":"A","status":"completed","amount":2500,"transaction_id":17}"#
        for query in ["", "transactionid=B&timestamp=1", "?a=b"] {
            #expect(reading(body, query: query) == .report(report))
        }
        #expect(reading(body, query: "a=1&transactionid=A&payload_type=pretransaction") == .pretransaction(report))
    }

    @Test func `without body and signature it is a hint`() throws {
        #expect(reading("", query: "transactionid=A&timestamp=1", auth: "") == .hint(try OrderID("A")))
        #expect(reading("", query: "shop=1&transactionid=%41%2F7+a", auth: "") == .hint(try OrderID("A/7 a")))
        #expect(reading("", query: "transaction_id=0017", auth: "") == .hint(try OrderID("0017")))
    }

    @Test func `what is signed and can't be read is a hint`() throws {
        for body in ["", "{", "[]", "null", "<html>", #"{"status":"completed"}"#] {
            #expect(reading(body, query: "transactionid=A") == .hint(try OrderID("A")), "\(body)")
            #expect(reading(body) == .hint(nil), "\(body)")
        }
    }

    @Test(arguments: [("{}", ""), ("{}", "MTc3"), ("", "MTc3"), ("", "")])
    func `each way of saying nothing has a refusal of its own`(body: String, auth: String) throws {
        guard case .badSignature(let sentence) = reading(body, query: "timestamp=1", auth: auth) else {
            Issue.record("not refused: \(body) \(auth)")
            return
        }
        #expect(sentence.hasSuffix("."))
    }
}
