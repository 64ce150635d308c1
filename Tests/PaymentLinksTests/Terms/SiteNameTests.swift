@testable import PaymentLinks
import Testing

@Suite struct SiteNameTests {
    @Test(arguments: ["a", "default", "shop-1", "-", "0", String(repeating: "x", count: 40)])
    func `a name of lower-case letters, digits and hyphens is accepted`(name: String) throws {
        #expect(try SiteName(name).text == name)
    }

    @Test(arguments: ["", "Default", "a b", "a_b", "a/b", "..", "caf\u{e9}", "a\n", String(repeating: "x", count: 41)])
    func `anything else is no site`(name: String) {
        expectRefusal(.unknownSite, showing: "a-z", "default") { () throws(Refusal) in try SiteName(name) }
    }
}
