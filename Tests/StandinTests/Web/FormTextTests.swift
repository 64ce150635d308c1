import Testing

@testable import Standin

@Suite struct FormTextTests {
    @Test func `what is encoded is decoded again`() {
        for text in ["", "A-1_b.c~", "a/b c+d&e=f%", "é€ 𝄞"] {
            #expect(FormText.decoded(FormText.encoded(text), plusIsSpace: true) == text)
        }
        #expect(FormText.encoded("a/b é") == "a%2Fb%20%C3%A9")
    }

    @Test(arguments: ["%", "%4", "%zz", "%FF"])
    func `a broken escape is nothing`(text: String) {
        #expect(FormText.decoded(text, plusIsSpace: false) == nil)
    }

    @Test func `fields are taken apart, and the last of a name counts`() {
        #expect(FormText.fields("a=1&b=x+y&a=%32&c") == ["a": "2", "b": "x y", "c": ""])
    }

    @Test func `a path's parts are decoded one by one`() {
        let request = WebRequest(method: "GET", target: "/v1/json/orders/a%2Fb?locale=en_US")
        #expect(request.segments(behind: "/v1/json/") == ["orders", "a/b"])
        #expect(request.queryFields == ["locale": "en_US"])
        #expect(request.segments(behind: "/v2/") == nil)
    }
}
