import JSON
import Testing

@Suite struct IndentedJSONTests {
    private func json(_ text: String) throws -> JSONValue {
        try JSONDocument(parsing: Array(text.utf8)).root
    }

    @Test func `indented JSON keeps numbers and strings as they were sent`() throws {
        let value = try json(#"{"a":[1.50,{}],"b":"é\u0041","c":{"d":null},"e":[]}"#)
        #expect(
            IndentedJSON.text(value) == """
                {
                  "a": [
                    1.50,
                    {}
                  ],
                  "b": "é\\u0041",
                  "c": {
                    "d": null
                  },
                  "e": []
                }
                """
        )
    }

    @Test func `indented JSON can't steer the terminal`() throws {
        #expect(IndentedJSON.text(try json("[\"\u{9B}31m\u{202E}\"]")) == "[\n  \"\\u009b31m\\u202e\"\n]")
    }
}
