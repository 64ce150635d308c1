@testable import JSONRPC
import Testing

/// The examples of section 7 of the JSON-RPC 2.0 specification, each joined to one line.
@Suite struct SpecificationExamplesTests {
    @Test(
        arguments: [
            (#"{"jsonrpc": "2.0", "method": "subtract", "params": [42, 23], "id": 1}"#, [.result("19", id: "1")]),
            (#"{"jsonrpc": "2.0", "method": "subtract", "params": [23, 42], "id": 2}"#, [.result("-19", id: "2")]),
            (
                #"{"jsonrpc": "2.0", "method": "subtract", "params": {"subtrahend": 23, "minuend": 42}, "id": 3}"#,
                [.result("19", id: "3")]
            ),
            (
                #"{"jsonrpc": "2.0", "method": "subtract", "params": {"minuend": 42, "subtrahend": 23}, "id": 4}"#,
                [.result("19", id: "4")]
            ),
            (#"{"jsonrpc": "2.0", "method": "update", "params": [1,2,3,4,5]}"#, []),
            (#"{"jsonrpc": "2.0", "method": "foobar"}"#, []),
            (#"{"jsonrpc": "2.0", "method": "foobar", "id": "1"}"#, [.error(-32601, id: #""1""#)]),
            (#"{"jsonrpc": "2.0", "method": "foobar, "params": "bar", "baz]"#, [.error(-32700, id: "null")]),
            (#"{"jsonrpc": "2.0", "method": 1, "params": "bar"}"#, [.error(-32600, id: "null")]),
            (
                #"[ {"jsonrpc": "2.0", "method": "sum", "params": [1,2,4], "id": "1"}, {"jsonrpc": "2.0", "method" ]"#,
                [.error(-32700, id: "null")]
            ),
            ("[]", [.error(-32600, id: "null")]), ("[1]", [.error(-32600, id: "null")]),
            ("[1,2,3]", [.error(-32600, id: "null"), .error(-32600, id: "null"), .error(-32600, id: "null")]),
            (
                #"[ {"jsonrpc": "2.0", "method": "notify_sum", "params": [1,2,4]}, {"jsonrpc": "2.0", "method": "notify_hello", "params": [7]} ]"#,
                []
            ),
        ] as [(String, [CheckedAnswer])]
    )
    func `example`(_ request: String, expected: [CheckedAnswer]) async throws {
        let run = await EngineRun(request)
        #expect(try run.checked() == expected)
        #expect((run.answer == nil) == expected.isEmpty)
    }

    @Test func `the mixed batch has five answers`() async throws {
        let run = await EngineRun(
            #"[ {"jsonrpc": "2.0", "method": "sum", "params": [1,2,4], "id": "1"}, "#
                + #"{"jsonrpc": "2.0", "method": "notify_hello", "params": [7]}, "#
                + #"{"jsonrpc": "2.0", "method": "subtract", "params": [42,23], "id": "2"}, {"foo": "boo"}, "#
                + #"{"jsonrpc": "2.0", "method": "foo.get", "params": {"name": "myself"}, "id": "5"}, "#
                + #"{"jsonrpc": "2.0", "method": "get_data", "id": "9"} ]"#
        )
        #expect(
            try run.checked() == [
                .result("7", id: #""1""#), .result("19", id: #""2""#), .error(-32600, id: "null"),
                .error(-32601, id: #""5""#),
                .result(#"["hello",5]"#, id: #""9""#),
            ]
        )
    }
}
