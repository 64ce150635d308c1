import Testing

@testable import MultiSafepay

/// The key of a site.
@Suite struct APIKeyTests {
    @Test func `it is taken without the white space around it, and prints as nothing`() throws {
        let key = try #require(APIKey(" 0a1b2c\r\n".utf8))
        let text = unsafe key.withBytes { unsafe String(decoding: $0, as: UTF8.self) }
        #expect(text == "0a1b2c")
        #expect("\(key) \(String(reflecting: key))".contains("0a1b") == false)
    }

    @Test(arguments: ["", " \n", "a b", "a\u{7}", "é", String(repeating: "k", count: 513)])
    func `what no header can carry is no key`(text: String) {
        #expect(APIKey(text.utf8) == nil)
    }
}
