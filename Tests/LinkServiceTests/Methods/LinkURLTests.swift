@testable import LinkService
import TestSupport
import Testing

/// A link's URL in every spelling in which browsers, proxies and mail programs hand it on.
@Suite(.overEveryEngine) struct LinkURLTests {
    @Test func `every spelling of a link's URL is the link`() async throws {
        let service = try ServiceFixture()
        let url = try #require(try await service.generate("A")["url"])
        let token = try #require(url.split(separator: "/").last)
        let first = try #require(token.utf8.first)
        let spellings = [
            url, "HTTPS://DEFAULT.example/pay/\(token)", "https://default.example:443/pay/\(token)",
            "https://default.example:/pay/\(token)", "http://default.example/pay/\(token)",
            "http://default.example:80/pay/\(token)", "https://default.example/x/../pay/./\(token)",
            "https://default.example/%70ay/\(token)",
            "https://default.example/pay/%\(String(first, radix: 16))\(token.dropFirst())",
            "\(url)?utm_source=mail", "\(url)/", "\(url)#top", "\(url).", "\(url),", "\(url)>",
        ]
        for spelling in spellings {
            let page = try await service.call("resolveLink", #"{"url":"\#(spelling)","peek":true}"#)
            #expect(page["orderId"] == "A", "\(spelling) \(page)")
        }
    }

    @Test func `another address is no link, whatever its token`() async throws {
        let service = try ServiceFixture()
        let token = try #require(try await service.generate("A")["url"]?.split(separator: "/").last)
        for other in [
            "https://evil.example/pay/\(token)", "https://default.example/PAY/\(token)",
            "https://default.example/\(token)",
            "https://default.example:8443/pay/\(token)", "https://default.example/pay/\(token)0",
            "ftp://default.example/pay/\(token)",
            "https://default.example/pay/x\(token)", "https://a@default.example/pay/\(token)", "\(token)", "https://",
            "%", "",
        ] {
            let unknown = try await service.call("resolveLink", #"{"url":"\#(other)"}"#)
            expectError(unknown, 1006, "unknownOrder", at: "/url", other)
        }
        #expect(service.seq == 1)
    }

    @Test(arguments: [
        ("https://a.example", "https://a.example/"), ("https://a.example/%7Eb/%2f", "https://A.example/~b/%2F"),
        ("https://a.example/b/./c/../d/", "https://a.example/b/d/"), ("https://a.example/../b", "https://a.example/b"),
        ("https://a.example?x=1", "https://a.example/?x=1"), ("https://a.example/b/..", "https://a.example/"),
        ("https://[::1]:443/", "https://[::1]/"), ("https://%61.Example/", "https://a.example/"),
    ])
    func `equal by RFC 3986`(one: String, other: String) throws {
        #expect(try #require(ComparableURL(one)) == #require(ComparableURL(other)))
    }

    @Test func `not equal by RFC 3986`() throws {
        let url = try #require(ComparableURL("https://a.example/b"))
        for other in ["https://a.example/b/", "https://a.example/B", "https://b.example/b", "https://a.example:80/b"] {
            #expect(try #require(ComparableURL(other)) != url, "\(other)")
        }
    }
}
