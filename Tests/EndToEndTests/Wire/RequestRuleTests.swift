import Testing

/// Rules 1 to 15 over the socket: requests.
@Suite(.timeLimit(.minutes(10))) struct RequestRuleTests {
    @Test func `rule 1, member names are case-sensitive`() async throws {
        try await WireSession().expect([
            (#"{"jsonrpc":"2.0","Method":"getServiceStatus","id":1}"#, .error(-32600, id: "1")),
            (#"{"JSONRPC":"2.0","method":"getServiceStatus","id":1}"#, .error(-32600, id: "1")),
            (#"{"jsonrpc":"2.0","method":1,"ID":1}"#, .error(-32600)),
            (#"{"jsonrpc":"2.0","method":"getServiceStatus","ID":1}"#, .silence),
        ])
    }

    @Test func `rule 2, jsonrpc is exactly 2.0`() async throws {
        let session = try await WireSession()
        for version in ["", #""jsonrpc":2.0,"#, #""jsonrpc":"2.1","#, #""jsonrpc":"1.0","#, #""jsonrpc":null,"#] {
            let reply = try await session.reply(to: #"{\#(version)"method":"getServiceStatus","id":7}"#)
            #expect(reply == .error(-32600, id: "7"), "\(version)")
        }
        try await session.expect([
            (#"{"jsonrpc":"\u0032.0","method":"getServiceStatus","id":7}"#, .result(id: "7"))
        ])
    }

    @Test func `rule 3, method is a string`() async throws {
        let session = try await WireSession()
        for method in ["1", "null", "true", "[]", "{}"] {
            let reply = try await session.reply(to: #"{"jsonrpc":"2.0","method":\#(method),"id":7}"#)
            #expect(reply == .error(-32600, id: "7"), "\(method)")
        }
        try await session.expect([
            (#"{"jsonrpc":"2.0","id":7}"#, .error(-32600, id: "7")),
            (Request(method: "", id: "7").text, .error(-32601, id: "7")),
        ])
    }

    @Test func `rule 4, rpc names are no methods but discover`() async throws {
        try await WireSession().expect([
            (Request(method: "rpc.x").text, .error(-32601, id: "1")),
            (Request(method: "rpc.").text, .error(-32601, id: "1")),
            (Request(method: "rpc.discover").text, .result(id: "1")),
        ])
    }

    @Test func `rule 5, params may be left out`() async throws {
        try await WireSession().expect([
            (Request(method: "listLinks").text, .result(id: "1")),
            (Request(method: "listLinks", parameters: "{}").text, .result(id: "1")),
            (Request(method: "generateLink").text, .error(-32602, id: "1")),
        ])
    }

    @Test func `rule 6, params is an array or an object`() async throws {
        let session = try await WireSession()
        for parameters in [#""bar""#, "1", "true", "null"] {
            try await session.expect([
                (Request(method: "listLinks", parameters: parameters).text, .error(-32600, id: "1")),
                (Request(method: "listLinks", parameters: parameters, id: nil).text, .error(-32600)),
            ])
        }
    }

    @Test func `rule 7, parameters by position have the server's order`() async throws {
        try await WireSession().expect([
            (Request.generateLink("A-7").text, .result(id: "1")),
            (Request(method: "getLink", parameters: #"["default","A-7"]"#).text, .result(id: "1")),
            (Request(method: "getLink", parameters: #"["default"]"#).text, .error(-32602, id: "1")),
            (Request(method: "getLink", parameters: #"["default","A-7","x","y"]"#).text, .error(-32602, id: "1")),
            (Request(method: "getServiceStatus", parameters: "[]").text, .result(id: "1")),
            (Request(method: "getServiceStatus", parameters: "[1]").text, .error(-32602, id: "1")),
        ])
    }

    @Test func `rule 8, parameters by name match exactly`() async throws {
        try await WireSession().expect([
            (Request.generateLink("A-8").text, .result(id: "1")),
            (Request(method: "getLink", parameters: #"{"orderid":"A-8"}"#).text, .error(-32602, id: "1")),
            (Request(method: "getLink", parameters: #"{"orderId":"A-8","x":1}"#).text, .error(-32602, id: "1")),
            (Request(method: "getLink", parameters: #"{"order\u0049d":"A-8"}"#).text, .result(id: "1")),
        ])
    }

    @Test func `rule 9, an id of another kind is invalid`() async throws {
        let session = try await WireSession()
        for id in ["true", "false", "{}", "[]", "[1]", #"{"id":1}"#] {
            #expect(try await session.reply(to: Request.status(id: id).text) == .error(-32600), "\(id)")
        }
    }

    @Test func `rule 10, the id comes back byte for byte`() async throws {
        let session = try await WireSession()
        let ids = [
            "1", #""1""#, "1.0", "1e2", "1E+2", "9007199254740993", "123456789012345678901234567890", "-0", "-1",
            "0.10",
            "1e400", #""""#, #""\u0061\/\n\ud83d\ude00""#, #""é€😀""#, "\"e\u{301}\"", #""]},{""#, #""\u0000""#,
            "\"\u{7F}\u{2028}\"", "\"" + String(repeating: "long", count: 10_000) + "\"",
        ]
        for id in ids {
            let unknown = #"{ "id" : \#(id) , "method" : "x", "jsonrpc":"2.0" }"#
            try await session.expect([
                (Request.status(id: id).text, .result(id: id)),
                (unknown, .error(-32601, id: id)),
                (#"{"id":\#(id),"method":1}"#, .error(-32600, id: id)),
                (Request.generateLink("", id: id).text, .error(1006, id: id, kind: "invalidOrderId")),
                ("[\(Request.status(id: id).text),\(unknown)]", .batch([.result(id: id), .error(-32601, id: id)])),
            ])
        }
    }

    @Test func `rule 11, a null id is answered`() async throws {
        try await WireSession().expect([
            (Request.status(id: "null").text, .result(id: "null")),
            (Request(method: "x", id: "null").text, .error(-32601, id: "null")),
        ])
    }

    @Test func `rule 12, a fractional id is accepted`() async throws {
        try await WireSession().expect([(Request.status(id: "1.5").text, .result(id: "1.5"))])
    }

    @Test func `rule 13, a notification is run and not answered`() async throws {
        try await WireSession().expect([
            (Request.generateLink("A-13", id: nil).text, .silence),
            (Request.getLink("A-13").text, .result(id: "1")),
        ])
    }

    @Test func `rule 14, no error answers a notification`() async throws {
        let session = try await WireSession()
        let failing = [
            Request(method: "x", id: nil), Request(method: "generateLink", id: nil), Request.generateLink("", id: nil),
            Request.getLink("A-0", id: nil), Request(method: "getLink", parameters: #"{"x":1,"x":2}"#, id: nil),
        ]
        for request in failing {
            try await session.expect([(request.text, .silence), ("[\(request.text),\(request.text)]", .silence)])
        }
    }

    @Test func `rule 15, an invalid request without an id is answered`() async throws {
        try await WireSession().expect([
            (#"{"jsonrpc":"2.0","method":1,"params":"bar"}"#, .error(-32600)), (#"{"foo":"boo"}"#, .error(-32600)),
            ("{}", .error(-32600)),
        ])
    }
}
