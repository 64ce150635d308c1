@testable import PaymentLinks
import Testing

@Suite struct WebAddressTests {
    @Test(arguments: [
        "https://shop.example", "https://shop.example/", "HTTPS://Shop.Example/Paid", "https://shop.example:8443/paid",
        "https://shop.example/paid?order=A-17&x[]=1#top", "https://shop.example?x=%20%2F", "https://shop/paid",
        "https://192.0.2.7/paid", "https://xn--mnchen-3ya.example/", "https://shop.example/~a/b;c=1,2/(d)!$'*+@:",
        "http://localhost/paid", "http://localhost:8080", "http://127.0.0.1:65535/", "http://[::1]/",
        "https://[::1]:1/",
        "https://shop.example/" + String(repeating: "a", count: 2027),
    ])
    func `an address that a browser opens safely is accepted`(text: String) throws {
        #expect(try WebAddress(text).text == text)
    }

    @Test(arguments: [
        ("", "characters"), ("shop.example/paid", "begins with"), ("/paid", "begins with"), ("https:", "begins with"),
        ("https:/shop.example", "begins with"), ("https://", "begins with"), ("https:///paid", "begins with"),
        ("ftp://shop.example/", "begins with"), ("javascript:alert(1)", "begins with"),
        (" https://shop.example/", "begins with"), ("http://shop.example/", "is secure"),
        ("http://localhost.shop.example/", "is secure"), ("http://127.0.0.2/", "is secure"),
        ("https://user@shop.example/", "user name"), ("https://user:word@shop.example/", "user name"),
        ("https://shop.example\\@other.example/", "user name"), ("https://shop..example/", "host"),
        ("https://-shop.example/", "host"), ("https://m\u{fc}nchen.example/", "xn--"),
        ("https://shop .example/", "host"),
        ("https://shop.example\\paid", "host"), ("https://[::2]/", "host"), ("https://shop.example:/", "port"),
        ("https://shop.example:0/", "port"), ("https://shop.example:65536/", "port"),
        ("https://shop.example:99999999999999999999/", "port"), ("https://shop.example:8a/", "port"),
        ("https://shop.example/a b", "spaces"), ("https://shop.example/a\n", "spaces"),
        ("https://shop.example/\u{e9}", "%"),
        ("https://shop.example/<b>", "spaces"), ("https://shop.example/a\"b", "spaces"),
        ("https://shop.example/{id}", "spaces"), ("https://shop.example/%", "%"), ("https://shop.example/%2", "%"),
        ("https://shop.example/%2g", "%"), ("https://shop.example/\u{7f}", "spaces"),
        ("https://shop.example/" + String(repeating: "a", count: 2028), "2048"),
    ])
    func `any other address is refused with the reason`(text: String, reason: String) {
        expectRefusal(.invalidParameter, showing: reason, "https://shop.example/paid") { () throws(Refusal) in
            try WebAddress(text)
        }
    }

    @Test(arguments: [
        "https://shop.example/notify", "https://www.shop.example/a_b-c.d/e:f",
        "https://shop.example/n?type=notification&a=b",
        "https://shop.example/" + String(repeating: "a", count: 129),
    ])
    func `an address that the payment service can call is accepted`(text: String) throws {
        #expect(try WebAddress(notification: text).text == text)
    }

    @Test(arguments: [
        ("http://shop.example/notify", "secure"), ("https://shop.example:443/notify", "port"),
        ("http://localhost/notify", "https"), ("https://localhost/notify", "public"),
        ("https://[::1]/notify", "public"),
        ("https://192.0.2.7/notify", "public"), ("https://shop.example/a+b", "only"),
        ("https://shop.example/a%20b", "only"),
        ("https://shop.example/a#b", "only"), ("https://user@shop.example/notify", "user name"),
        ("https://shop.example/" + String(repeating: "a", count: 130), "150"), ("", "150"),
    ])
    func `an address that the payment service refuses is refused`(text: String, reason: String) {
        expectRefusal(.invalidParameter, showing: reason, "https://shop.example/payments/notify") {
            () throws(Refusal) in
            try WebAddress(notification: text)
        }
    }
}
