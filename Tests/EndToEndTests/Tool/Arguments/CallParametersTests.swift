@testable import paylink
import Testing

@Suite struct CallParametersTests {
    private func encoded(_ arguments: String..., input: String = "") throws -> String? {
        let bytes = try CallParameters.encode(arguments) { Array(input.utf8) }
        return bytes.map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func `no argument is no params`() throws {
        #expect(try encoded() == nil)
    }

    @Test(arguments: [
        ("orderId=A-1", #"{"orderId":"A-1"}"#), ("amount=4995", #"{"amount":4995}"#),
        ("dryRun=true", #"{"dryRun":true}"#),
        ("gateway=null", #"{"gateway":null}"#), (#"orderId="123""#, #"{"orderId":"123"}"#),
        ("orderId=007", #"{"orderId":"007"}"#),
        ("status=[\"active\"]", #"{"status":["active"]}"#), ("text=", #"{"text":""}"#),
        ("text=a=b", #"{"text":"a=b"}"#),
        ("text=tru", #"{"text":"tru"}"#), (#"text=say "hi""#, #"{"text":"say \"hi\""}"#),
        ("text=1 2", #"{"text":"1 2"}"#), ("text=[\n1]", #"{"text":"[\n1]"}"#),
    ])
    func `a value is JSON if it can be, else a string`(argument: String, json: String) throws {
        #expect(try encoded(argument) == json)
    }

    @Test func `pairs keep their order`() throws {
        #expect(try encoded("b=1", "a=2") == #"{"b":1,"a":2}"#)
    }

    @Test func `one JSON text is taken as it is, on one line`() throws {
        #expect(try encoded("{\"a\":\n1}") == #"{"a": 1}"#)
        #expect(try encoded("[1]") == "[1]")
        #expect(try encoded("-", input: "{\"a\":1}\r\n") == #"{"a":1}  "#)
    }

    @Test(arguments: [["nothing"], ["=x"], ["{"], ["{}", "a=1"], ["-", "-"], ["a=1", "a=2"], ["a=1", "{}"]])
    func `what can't be params is wrong usage`(arguments: [String]) {
        #expect(throws: UsageError.self) { try CallParameters.encode(arguments) { Array("{}".utf8) } }
    }

    @Test(arguments: ["", "1", "\"text\"", "nope"])
    func `standard input must hold an object or array`(input: String) {
        #expect(throws: UsageError.self) { try CallParameters.encode(["-"]) { Array(input.utf8) } }
    }

    @Test func `a parameter that is a string is one, also when it looks like a number`() throws {
        for argument in ["orderId=123", #"orderId="123""#] {
            let bytes = try CallParameters.encode([argument], texts: ["orderId"]) { [] }
            #expect(bytes.map { String(decoding: $0, as: UTF8.self) } == #"{"orderId":"123"}"#)
        }
    }
}
