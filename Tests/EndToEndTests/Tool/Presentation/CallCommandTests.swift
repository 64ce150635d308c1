import JSON
@testable import paylink
import TestSupport
import Testing

/// Calls as a person would type them.
@Suite struct CallCommandTests {
    private func lines(_ parameters: String, columnCountMax: Int = 60) throws -> [String] {
        let parameters = try JSONDocument(parsing: Array(parameters.utf8)).root
        return CallCommand(method: "getLink", parameters: parameters).lines(columnCountMax: columnCountMax)
    }

    @Test(arguments: [
        #"{}"#, #"{"orderId":"A-1"}"#, #"{"orderId":"123","b":"null","c":"\"x\"","d":"[1]","e":""}"#,
        #"{"amount":4995,"x":true,"y":null,"z":{"a":[1,"é"]}}"#, #"{"text":"say \"hi\"\nto 'all' a=b"}"#,
    ])
    func `pairs mean the object that they were made of`(object: String) throws {
        let pairs = try #require(CallParameters.pairs(try JSONDocument(parsing: Array(object.utf8)).root))
        let encoded = try CallParameters.encode(pairs) { [] }
        #expect(encoded.map { String(decoding: $0, as: UTF8.self) } ?? "{}" == object)
    }

    @Test(arguments: ["", "a=b", "-", "é", "a b"]) func `a name that an argument can't begin with makes no pair`(
        name: String
    ) throws {
        let command = try lines(#"{"\#(name)":1}"#)
        #expect(command == ["paylink call getLink '{", "  \"\(name)\": 1", "}'"])
    }

    @Test(arguments: [
        "plain", "", " ", "a=", "a=b c", "a b=c", "it's", "a='", "$HOME", "`x`", "*", "~", "a=~", "#", "a\nb", "\\",
        "!",
        "é", "a=\"x\"", "=", "=a b",
    ])
    func `a shell reads the word that was meant`(word: String) async throws {
        let run = try await ToolRun(["-c", "printf %s \(word.shellWord)"], program: "/bin/sh")
        #expect(run.output == word)
    }

    @Test func `only what needs quotes has them`() {
        #expect("orderId=A-1001".shellWord == "orderId=A-1001")
        #expect("description=Two chairs".shellWord == "description='Two chairs'")
        #expect("it's".shellWord == #"'it'\''s'"#)
    }

    @Test func `a long call goes on in the next line`() throws {
        #expect(
            try lines(#"{"orderId":"A-1001","description":"Bicycle bell, brass"}"#, columnCountMax: 48) == [
                "paylink call getLink orderId=A-1001 \\", "  description='Bicycle bell, brass'",
            ]
        )
        #expect(try lines("{}") == ["paylink call getLink"])
    }

    @Test func `a value that is too long for a line makes one JSON text of all`() throws {
        #expect(
            try lines(#"{"a":{"b":"it's","c":1},"d":2}"#, columnCountMax: 20) == [
                "paylink call getLink '{", #"  "a": {"#, #"    "b": "it'\''s","#, #"    "c": 1"#, "  },", #"  "d": 2"#,
                "}'",
            ]
        )
    }
}
