import Testing

@testable import Standin

@Suite struct OrderFormTests {
    @Test(arguments: [
        (#"{}"#, 1016), (#"[]"#, 1016), (#"nonsense"#, 1016),
        (#"{"type":"letter","order_id":"A","currency":"EUR","amount":1,"description":"d"}"#, 1000),
        (#"{"currency":"EUR","amount":1,"description":"d"}"#, 1016),
        (#"{"order_id":"","currency":"EUR","amount":1,"description":"d"}"#, 1006),
        (#"{"order_id":"A 1","currency":"EUR","amount":1,"description":"d"}"#, 1006),
        (#"{"order_id":"é","currency":"EUR","amount":1,"description":"d"}"#, 1006),
        (#"{"order_id":"A","currency":"AMD","amount":1,"description":"d"}"#, 1002),
        (#"{"order_id":"A","currency":"eur","amount":1,"description":"d"}"#, 1002),
        (#"{"order_id":"A","amount":1,"description":"d"}"#, 1002),
        (#"{"order_id":"A","currency":"EUR","description":"d"}"#, 1001),
        (#"{"order_id":"A","currency":"EUR","amount":0,"description":"d"}"#, 1001),
        (#"{"order_id":"A","currency":"EUR","amount":1.5,"description":"d"}"#, 1001),
        (#"{"order_id":"A","currency":"EUR","amount":"1","description":"d"}"#, 1001),
        (#"{"order_id":"A","currency":"EUR","amount":1}"#, 1008),
        (#"{"order_id":"A","currency":"EUR","amount":1,"description":"<b>d"}"#, 1008),
        (#"{"order_id":"A","currency":"EUR","amount":1,"description":"d","days_active":366}"#, 1014),
        (#"{"order_id":"A","currency":"EUR","amount":1,"description":"d","seconds_active":31536001}"#, 1014),
        (#"{"type":"paymentlink","order_id":"A","currency":"EUR","amount":1,"description":"d","gateway":"IN3"}"#, 1023),
        (#"{"order_id":"A","currency":"EUR","amount":1,"description":"d","gateway":"NONE"}"#, 1023),
        (#"{"order_id":"A","currency":"EUR","amount":1,"description":"d","customer":{"country":"NLD"}}"#, 1018),
    ])
    func `a wrong order has the service's code`(body: String, code: Int64) {
        var books = Books()
        let answer = books.call("POST", "orders", body)
        #expect(answer.code == code)
        #expect(answer.status == 404)
        #expect(books.service.orders.isEmpty)
    }

    @Test(arguments: ["http://shop.example/n", "https://shop.example:8443/n", "ftp://shop.example/", "shop.example"])
    func `a notification URL is https without a port`(url: String) {
        var books = Books()
        #expect(books.create("A", #""payment_options":{"notification_url":"\#(url)"},"#).code == 1014)
    }

    @Test(arguments: ["https://shop.example/n?a=b", "http://127.0.0.1:8080/n", "http://localhost:1/"])
    func `on this machine it may be http with a port`(url: String) {
        var books = Books()
        #expect(books.create("A", #""payment_options":{"notification_url":"\#(url)"},"#).url != nil)
        #expect(books.service.orders["A"]?.terms.notificationURL == url)
    }

    @Test(arguments: [
        (#""days_active":"30","seconds_active":"","#, 2_592_000), (#""days_active":2,"seconds_active":60,"#, 60),
        (#""days_active":2,"seconds_active":0,"#, 172_800), ("", 2_592_000),
    ])
    func `seconds win over days, and both may be text`(members: String, seconds: Int64) {
        var books = Books()
        _ = books.create("A", members)
        #expect(books.service.orders["A"]?.terms.lifetimeSeconds == seconds)
    }

    @Test func `the names of PHP's library, and empty objects as arrays, are taken`() {
        var books = Books()
        let customer = #""customer":{"firstname":"Jo","phone":"1"},"payment_options":[],"#
        _ = books.create("A", customer + #""second_chance":{"send_mail":true},"#)
        let terms = books.service.orders["A"]?.terms
        #expect(terms?.customer == ["first_name": "Jo", "phone1": "1"])
        #expect(terms?.sendsSecondChance == true)
    }

    @Test(arguments: [(1000, "0.21", 2420, true), (1000, "0.21", 2421, false), (333, "0", 666, true)])
    func `a cart's sum is the order's amount where that is asked`(
        cents: Int,
        rate: String,
        amount: Int,
        isRight: Bool
    ) {
        var books = Books()
        let order = #""order_id":"A","currency":"EUR","amount":\#(amount),"description":"d""#
        let item = #"{"unit_price":\#(cents / 100).\#(cents % 100),"quantity":2,"tax_table_selector":"T"}"#
        let table = #"{"alternate":[{"name":"T","rules":[{"rate":\#(rate)}]}]}"#
        let cart = #""shopping_cart":{"items":[\#(item)]}"#
        let options = #""checkout_options":{"validate_cart":true,"tax_tables":\#(table)}"#
        #expect(books.call("POST", "orders", "{\(order),\(cart),\(options)}").code == (isRight ? nil : 1027))
    }

    @Test func `other readings take what is refused otherwise`() {
        var books = Books { readings in
            readings.amountText = .accept
            readings.lifetime = .clamp
            readings.characters = .wide
            readings.payLater = .accept
        }
        let order = #""order_id":"é#1","currency":"EUR","amount":"12","description":"d","days_active":999"#
        #expect(books.call("POST", "orders", #"{"type":"paymentlink","gateway":"KLARNA",\#(order)}"#).code == nil)
        #expect(books.service.orders["é#1"]?.terms.lifetimeSeconds == 31_536_000)
        var strict = Books { $0.required = .all }
        #expect(strict.create("A").code == 1016)
        #expect(strict.create("A", #""customer":[],"payment_options":[],"#).code == nil)
    }
}
