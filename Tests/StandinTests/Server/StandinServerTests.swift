import JSON
import NIOCore
import NIOPosix
import TestSupport
import Testing

@testable import Standin

@Suite struct StandinServerTests {
    private static let order = #"{"order_id":"A","currency":"EUR","amount":1,"description":"d"}"#

    private static func call(
        _ url: String,
        _ method: String = "GET",
        _ body: String = ""
    ) async throws -> HTTPCall.Answer {
        let headers = [WebRequest.Header(name: "api_key", value: "key")]
        let request = HTTPCall.Request(method: method, url: url, headers: headers, body: Array(body.utf8))
        return try await HTTPCall.run(request, on: MultiThreadedEventLoopGroup.singleton.next()).get()
    }

    @Test func `it is a web server`() async throws {
        let service = try await StandinServer.start(StandinOptions(apiKey: "key"))
        let made = try await Self.call("\(service.apiURL)orders", "POST", Self.order)
        #expect(made.status == 200)
        #expect(try await Self.call("\(service.apiURL)orders/A").status == 200)
        #expect(try await Self.call("\(service.apiURL)orders/B").status == 404)
        let url = try #require(service.order("A")?.pages.first?.url)
        #expect(try await Self.call(url).text.contains("<form method=\"post\""))
        #expect(try await Self.call(url, "POST").status == 200)
        #expect(service.order("A")?.status == "completed")
        #expect(service.requestCounts == ["GET /orders/ID": 2, "POST /orders": 1])
        #expect(service.headers.contains(.init(name: "api_key", value: "key")))
        await service.stop()
        await #expect(throws: (any Error).self) { try await Self.call(url) }
    }

    @Test(arguments: [("lost", 1), ("unheard", 0), ("cut", 1)])
    func `an answer that does not come says nothing of the order`(kind: String, count: Int) async throws {
        var options = StandinOptions(apiKey: "key")
        options.faults = [try Fault(text: "create:\(kind),times=1")]
        let service = try await StandinServer.start(options)
        await #expect(throws: (any Error).self) {
            try await Self.call("\(service.apiURL)orders", "POST", Self.order)
        }
        #expect(service.orders.count == count)
        await service.stop()
    }

    @Test(arguments: [
        ("html", 200, "<html>"), ("empty", 200, ""), ("mute", 200, #"{"data":{}}"#),
        ("error,status=500", 500, "<html>"),
        ("bare", 200, #"{"success":false,"data":{}}"#), ("redirect", 302, ""), ("other", 200, "other-A"),
        ("slow,ms=1", 200, "payment_url"), ("late,ms=1", 200, "payment_url"), ("dribble,ms=1", 200, "payment_url"),
    ])
    func `an answer is spoilt as asked`(fault: String, status: Int, part: String) async throws {
        let service = try await StandinServer.start(StandinOptions(apiKey: "key"))
        let answer = try await Self.call("\(service.baseURL)/standin/faults", "POST", "[]")
        #expect(answer.text == #"{"faults":0}"#)
        service.set([try Fault(text: "create:\(fault)")])
        let made = try await Self.call("\(service.apiURL)orders", "POST", Self.order)
        #expect(made.status == status)
        #expect(part.isEmpty ? made.text.isEmpty : made.text.contains(part))
        await service.stop()
    }

    @Test func `a shop is told until it says OK`() async throws {
        let shop = try await Shop.open(refusing: 2)
        var options = StandinOptions(apiKey: "key")
        options.isNotifying = true
        options.noticeURL = shop.url
        options.resendInterval = .milliseconds(1)
        let service = try await StandinServer.start(options)
        let members = #""payment_options":{"notification_url":"https://shop.example/n"},"#
        _ = try await Self.call("\(service.apiURL)orders", "POST", "{\(members)\(Self.order.dropFirst())")
        #expect(service.pay("A"))
        let calls = await shop.calls(3)
        #expect(calls.map(\.body).allSatisfy { $0 == calls[0].body && !$0.isEmpty })
        let call = calls[2]
        let header = call.values(of: "Auth").first
        let seconds = call.queryFields["timestamp"].flatMap { Int64($0) } ?? 0
        #expect(call.queryFields["transactionid"] == "A")
        #expect(
            header == NoticeSignature.header(key: "key", at: Moment(milliseconds: seconds * 1000), body: call.body)
        )
        await service.stop()
        await shop.close()
    }

    @Test func `orders outlive a restart in their file`() async throws {
        let place = try DaemonPlace()
        var options = StandinOptions(apiKey: "key")
        options.statePath = "\(place.directory)/orders"
        let first = try await StandinServer.start(options)
        _ = try await Self.call("\(first.apiURL)orders", "POST", Self.order)
        let url = try #require(first.order("A")?.pages.first?.url)
        _ = try await Self.call(url, "POST")
        let orders = first.orders
        await first.stop()
        // On a port of its own: somebody else may have taken the first one meanwhile.
        let second = try await StandinServer.start(options)
        let moved = String(describing: orders).replacing(":\(first.port)/", with: ":\(second.port)/")
        #expect(String(describing: second.orders) == moved)
        #expect(second.orders.map(\.status) == ["completed"])
        await second.stop()
    }
}
