@testable import PaymentLinks
import Testing

@Suite struct EmailAddressTests {
    @Test(arguments: [
        "a@b.nl", "visser@shop.example", "J.Visser+links@mail.shop.example", "o'brien@shop.example", "_@a.example",
        "1@2.example", "a@xn--mnchen-3ya.example", "a-b@c-d.example",
        String(repeating: "a", count: 51) + "@shop.example",
    ])
    func `a common address is accepted as it is`(text: String) throws {
        #expect(try EmailAddress(text).text == text)
    }

    @Test(arguments: [
        "", "visser", "@shop.example", "visser@", "a@b@c.example", "visser@localhost", "visser@127.0.0.1",
        "visser@[127.0.0.1]", ".a@shop.example", "a.@shop.example", "a..b@shop.example", "a@.example", "a@shop.",
        "a@shop..example", "a@-shop.example", "a@shop-.example", "a b@shop.example", "a@shop .example",
        " a@shop.example", "a@shop.example ", "a@shop.example\n", "a\0@shop.example", "\"a b\"@shop.example",
        "m\u{fc}ller@shop.example", "a@m\u{fc}nchen.example", "a@shop_1.example", "Visser <a@shop.example>",
        "a,b@shop.example", "a@\(String(repeating: "x", count: 64)).example",
        String(repeating: "a", count: 52) + "@shop.example",
    ])
    func `anything else is refused without repeating it`(text: String) {
        expectRefusal(.invalidCustomer, showing: "visser@shop.example") { () throws(Refusal) in
            try EmailAddress(text)
        }
        let refusal = #expect(throws: Refusal.self) { try EmailAddress("wronghuizen@") }
        #expect(refusal?.message.contains("wronghuizen") == false)
    }
}
