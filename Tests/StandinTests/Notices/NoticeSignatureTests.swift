import Testing

@testable import Standin

@Suite struct NoticeSignatureTests {
    /// A vector that was made by other means.
    @Test func `a notice is signed as documented`() {
        let order = #""order_id":"WB-7735", "status":"completed","transaction_id":1773132131660218"#
        let header = NoticeSignature.header(
            key: "pl_test_9f3c1a7be2d84455",
            at: Moment(milliseconds: 1_773_132_400_999),
            body: Array(#"{"amount":2500,\#(order)}"#.utf8)
        )
        let expected =
            "MTc3MzEzMjQwMDo2ZGI1NTNkYjFlYTliNTk1ODk5ZWU2NDQzY2YyMzZkNzMyZWJkZDM1MjMyNmRhMmYzNmNmOGQ4YzliZWE1YTc5Njlk"
            + "YzFkM2M3ZTQwNTgyNWY3YmRiYjAzOWJiZjdkODNjNGQwYjAzMTM4Y2M2NTBmNmQ0YzQ3NTk4NTRhZmZiZQ=="
        #expect(header == expected)
    }

    @Test(arguments: [
        (Readings.NoticeForm.compact, #"{"a":1,"b":"é/"}"#), (.spaced, #"{"a":1, "b":"é/"}"#),
        (.escaped, #"{"a":1,"b":"\u00e9\/"}"#), (.newline, "{\"a\":1,\"b\":\"é/\"}\n"),
    ])
    func `a body has the form that is wanted`(form: Readings.NoticeForm, text: String) {
        #expect(NoticeText.bytes(Array(#"{"a":1,"b":"é/"}"#.utf8), form: form) == Array(text.utf8))
    }

    @Test func `an acknowledgement is found where it may stand`() {
        #expect(Readings.Acknowledgement.anywhere.accepts("\n ok"))
        #expect(!Readings.Acknowledgement.anywhere.accepts(String(repeating: " ", count: 99) + "OK"))
        #expect(Readings.Acknowledgement.beginning.accepts("OK\n"))
        #expect(Readings.Acknowledgement.beginning.accepts("<p>MULTISAFEPAY_OK</p>"))
        #expect(!Readings.Acknowledgement.beginning.accepts(" OK"))
    }
}
