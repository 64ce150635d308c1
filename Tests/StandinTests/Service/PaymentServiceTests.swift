import JSON
import Testing

@testable import Standin

@Suite struct PaymentServiceTests {
    @Test func `an order's URL is told once`() {
        var books = Books()
        let made = books.create("A-1")
        #expect(made.status == 200)
        #expect(made.url?.hasPrefix("http://127.0.0.1:1/connect/") == true)
        #expect(made.url?.hasSuffix("/?lang=en_US") == true)
        #expect(made.json["data"]?["session_id"]?.string?.utf8.count == 35)
        let seen = books.get("A-1")
        #expect(seen.json["data"]?["status"]?.string == "initialized")
        #expect(!seen.text.contains("connect"))
    }

    @Test func `the same calls make the same URLs and transactions again`() {
        func made() -> [String?] {
            var books = Books()
            let urls = [books.create("A").url, books.create("A").url, books.create("B").url]
            _ = books.pay(urls[2])
            return urls + [books.get("B").text]
        }
        #expect(made() == made())
        #expect(Set(made()).count == 4)
    }

    @Test(arguments: ["", "wrong", "PL_TEST_9F3C1A7BE2D84455"])
    func `a wrong key gets nothing`(key: String) {
        var books = Books()
        let answer = books.call("GET", "gateways", key: key)
        #expect(answer.status == 401)
        #expect(answer.code == 1032)
        #expect(books.call("GET", "transactions", key: key).status == 403)
        let other = [WebRequest.Header(name: "Api_Key", value: Books.key)]
        #expect(books.send(WebRequest(method: "GET", target: "/v1/json/gateways", headers: other)).code == 1032)
        var lenient = Books { $0.errors = .ok }
        #expect(lenient.call("GET", "transactions", key: key).status == 200)
    }

    @Test func `an unknown order is 1006 under either status`() {
        var books = Books()
        #expect(books.get("A").status == 404)
        #expect(books.get("A").code == 1006)
        var other = Books { readings in
            readings.errors = .ok
            readings.empty = .array
        }
        #expect(other.get("A").status == 200)
        #expect(other.get("A").text.contains(#""data":[]"#))
    }

    @Test func `an order that is not paid may be posted again`() {
        var books = Books()
        let first = books.create("A").url
        let second = books.create("A").url
        #expect(first != second)
        #expect(books.report("A")?.pages.map(\.isPayable) == [true, true])
        #expect(books.pay(first).status == 200)
        #expect(books.create("A").code == 1006)
        // Both can be paid: two payments for one order are possible.
        #expect(books.pay(second).status == 200)
        #expect(books.report("A")?.transactions.map(\.isPaid) == [true, true])
    }

    @Test func `or that ends the earlier URL, or is refused`() {
        var dying = Books { $0.oldURL = .dies }
        let first = dying.create("A").url
        _ = dying.create("A")
        #expect(dying.report("A")?.pages.map(\.obstacle) == ["replaced", nil])
        #expect(dying.pay(first).status == 410)
        var refusing = Books { $0.repeat = .refuse }
        let url = refusing.create("A").url
        #expect(refusing.create("A").code == 1006)
        #expect(refusing.report("A")?.pages.map { $0.url as String? } == [url])
    }

    @Test func `an order ID of digits comes back as a number, unless it begins with zero`() {
        var books = Books()
        #expect(books.create("77360412").text.contains(#""order_id":77360412,"#))
        #expect(books.create("0077").text.contains(#""order_id":"0077""#))
        #expect(books.get("77360412").text.contains(#""order_id":77360412,"#))
        var other = Books { $0.digits = .text }
        #expect(other.create("77360412").text.contains(#""order_id":"77360412""#))
    }

    @Test func `a link that nobody has opened may come without its order`() {
        var books = Books { $0.unusedLink = .bare }
        let url = books.create("A").url
        let data = books.get("A").json["data"]
        #expect(data?["order_id"] == nil)
        #expect(data?["amount"] == nil)
        #expect(data?["financial_status"]?.isNull == true)
        _ = books.open(url)
        #expect(books.get("A").json["data"]?["order_id"]?.string == "A")
        #expect(books.get("A").json["data"]?["transaction_id"]?.integer != nil)
    }

    @Test func `a link is over after its time`() {
        var books = Books()
        let url = books.create("A", #""seconds_active":60,"#).url
        books.now = books.now.adding(seconds: 59)
        #expect(books.open(url).status == 200)
        books.now = books.now.adding(seconds: 1)
        #expect(books.open(url).status == 410)
        #expect(books.get("A").json["data"]?["status"]?.string == "expired")
        #expect(books.report("A")?.pages.map(\.obstacle) == ["expired"])
    }

    @Test(arguments: [Readings.Opens.loads, .attempts])
    func `a link may be used twenty times`(opens: Readings.Opens) {
        var books = Books { $0.opens = opens }
        let url = books.create("A").url
        for _ in 0..<20 {
            #expect((opens == .loads ? books.open(url) : books.pay(url, "outcome=declined")).status == 200)
        }
        #expect(books.report("A")?.pages.map(\.obstacle) == ["usedUp"])
        #expect(books.open(url).status == 410)
    }

    @Test func `lists have what was asked for`() {
        var books = Books()
        for name in ["A", "B", "C"] { _ = books.pay(books.create(name).url, name == "B" ? "outcome=declined" : "") }
        let first = books.call("GET", "transactions?status=completed&limit=1").json
        #expect(first["data"]?.elements.map { $0["order_id"]?.string } == ["C"])
        let after = first["pager"]?["cursor"]?["after"]?.string ?? ""
        let second = books.call("GET", "transactions?status=completed&limit=1&after=\(after)").json
        #expect(second["data"]?.elements.map { $0["order_id"]?.string } == ["A"])
        #expect(second["pager"]?["after"]?.isNull == true)
        let gateways = books.call("GET", "gateways").json["data"]?.elements.map { $0["id"]?.string } ?? []
        #expect(gateways.contains("IDEAL"))
        #expect(!gateways.contains("CREDITCARD"))
        #expect(books.call("GET", "gateways/ideal").json["data"]?["id"]?.string == "IDEAL")
        #expect(books.call("GET", "gateways/NONE").code == 1023)
    }
}
