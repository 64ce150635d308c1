import JSON
import Journal
@testable import LinkService
@testable import PaymentLinks
import TestSupport
import Testing

/// Every parameter of every method, with every kind of value: what is refused gets its error and records nothing.
@Suite(.overEveryEngine) struct ParameterTests {
    private static let withoutParameters: Set = ["getServiceStatus", "rpc.discover"]

    /// A service with an active order A-1.
    private func service() async throws -> ServiceFixture {
        let service = try ServiceFixture()
        let made = try await service.call(
            "generateLink",
            #"{"orderId":"A-1","currency":"EUR","amount":4995,"description":"Bicycle repair"}"#
        )
        #expect(made.result != nil, "\(made)")
        return service
    }

    private func parameters(of method: String) -> [DeclaredParameter] {
        MethodDeclaration.all.first { $0.name == method }?.parameters ?? []
    }

    /// Calls with `params` that are refused, and expects that nothing is recorded.
    private func expectRefusal(
        _ service: ServiceFixture,
        _ method: String,
        _ parameters: String,
        _ kind: Refusal.Kind,
        at pointer: String,
        sourceLocation location: SourceLocation = #_sourceLocation
    ) async throws {
        let before = service.seq
        let answer = try await service.call(method, parameters)
        expectError(answer, kind.code, kind.rawValue, at: pointer, "\(method) \(parameters)", sourceLocation: location)
        #expect(service.seq == before, "\(method) \(parameters)", sourceLocation: location)
        let declared = MethodDeclaration.all.first { $0.name == method }?.errors.map(\.kind) ?? []
        let isDeclared = kind == .invalidParameter || declared.contains(kind.rawValue)
        #expect(isDeclared, "\(method) does not declare \(kind.rawValue)", sourceLocation: location)
    }

    @Test func `the cases below are all the parameters there are`() {
        for method in MethodDeclaration.all {
            let tested = Set(
                ParameterCase.all.filter { $0.method == method.name && $0.path.count == 1 }.map { $0.path[0] }
            )
            #expect(tested == Set(method.parameters.map(\.name)), "\(method.name)")
        }
        let overridden = Set(
            ParameterCase.all.filter { $0.path.first == "overrides" && $0.path.count == 2 }.map { $0.path[1] }
        )
        #expect(overridden == Set(TermParameters.overrides.map(\.name)))
        for holder in [["customer"], ["overrides", "customer"]] {
            let fields = ParameterCase.all.filter { $0.path.dropLast() == holder[...] }.compactMap(\.path.last)
            #expect(Set(fields) == Set(CustomerParameters.all.map(\.name)))
        }
    }

    @Test(arguments: ParameterCase.all)
    func `a value of another JSON kind`(one: ParameterCase) async throws {
        let service = try await service()
        #expect(!one.wrongKinds.isEmpty)
        for value in one.wrongKinds {
            try await expectRefusal(service, one.method, one.parameters(value), .invalidParameter, at: one.pointer)
        }
    }

    @Test(arguments: ParameterCase.all)
    func `a value that is out of range or of another form`(one: ParameterCase) async throws {
        let service = try await service()
        for refused in one.refused {
            let parameters = one.parameters(refused.value)
            try await expectRefusal(service, one.method, parameters, refused.kind, at: one.pointer + refused.inside)
        }
    }

    /// One of each kind: zero width, a soft hyphen, a joiner, a filler, a blank symbol, a variation selector, a byte order mark,
    /// an accent without a letter, a tag, private use, not a character.
    private static let invisible = [
        "\u{200b}", "\u{ad}", "\u{200d}\u{200d}", "\u{3164}", "\u{2800}", "\u{fe0f}", "\u{feff}", "\u{301}",
        "\u{e0041}",
        "\u{e000}", "\u{ffff}", " \u{a0}\u{2060} ",
    ]

    /// The parts of a notification are taken as they came.
    private static let rawTexts = ["/query", "/body", "/auth"]

    @Test(arguments: ParameterCase.all.filter { $0.kinds.contains(.string) && !rawTexts.contains($0.pointer) })
    func `a text that nobody sees is refused as an empty one is`(one: ParameterCase) async throws {
        let service = try await service()
        let empty = try #require(one.refused.first { $0.value == "\"\"" })
        for text in Self.invisible {
            try await expectRefusal(service, one.method, one.parameters("\"\(text)\""), empty.kind, at: one.pointer)
        }
    }

    @Test(arguments: ParameterCase.all)
    func `the ends of the range are taken`(one: ParameterCase) async throws {
        for value in one.accepted {
            let service = try await service()
            let answer = try await service.call(one.method, one.parameters(value))
            #expect(answer.result != nil, "\(one.parameters(value)) → \(answer)")
        }
    }

    @Test(arguments: ParameterCase.all)
    func `a name in another case is another name`(one: ParameterCase) async throws {
        let service = try await service()
        let value = one.accepted.first ?? "\"x\""
        let name = one.path[one.path.count - 1]
        for other in [name.uppercased(), name.prefix(1).uppercased() + name.dropFirst(), name + " ", name + "\u{301}"] {
            let parameters = one.parameters(value, name: other)
            let holder = one.path.dropLast().map { "/\($0)" }.joined()
            try await expectRefusal(service, one.method, parameters, .invalidParameter, at: "\(holder)/\(other)")
        }
    }

    @Test(arguments: ParameterCase.all)
    func `a name that nobody declared stands beside it`(one: ParameterCase) async throws {
        let service = try await service()
        let holder = one.path.dropLast().map { "/\($0)" }.joined()
        let names = [
            ("surprise", "surprise"), ("", ""), ("a/b~c", "a~1b~0c"), (#"a\nb"#, "a\nb"),
            (#"\u2028\u202e"#, "\u{2028}\u{202e}"),
        ]
        for (sent, told) in names {
            let parameters = one.parameters("1", name: sent)
            try await expectRefusal(service, one.method, parameters, .invalidParameter, at: "\(holder)/\(told)")
        }
    }

    @Test(arguments: ParameterCase.all)
    func `a name given twice`(one: ParameterCase) async throws {
        let service = try await service()
        let value = one.accepted.first ?? "\"x\""
        let name = one.path[one.path.count - 1]
        let parameters = one.parameters("\(value),\"\(name)\":\(value)")
        try await expectRefusal(service, one.method, parameters, .invalidParameter, at: one.pointer)
    }

    @Test(arguments: MethodDeclaration.all.map(\.name))
    func `a required parameter is missing`(method: String) async throws {
        let service = try await service()
        let required = parameters(of: method).filter(\.isRequired).map(\.name)
        for name in required {
            let one = try #require(ParameterCase.all.first { $0.method == method && $0.path == [name] })
            try await expectRefusal(service, method, one.parameters(nil), .invalidParameter, at: "/\(name)")
        }
        guard let first = required.first else { return }
        try await expectRefusal(service, method, "{}", .invalidParameter, at: "/\(first)")
        try await expectRefusal(service, method, "[]", .invalidParameter, at: "/\(first)")
        let line = #"{"jsonrpc":"2.0","id":1,"method":"\#(method)"}"#
        let answer = try ServiceAnswer(await service.answer(line) ?? [])
        expectError(answer, -32602, "invalidParameter", at: "/\(first)", line)
    }

    @Test(arguments: MethodDeclaration.all.map(\.name))
    func `one positional argument more than there are names`(method: String) async throws {
        let service = try await service()
        let count = parameters(of: method).count
        let parameters = "[" + Array(repeating: "1", count: count + 1).joined(separator: ",") + "]"
        try await expectRefusal(service, method, parameters, .invalidParameter, at: "/\(count)")
    }

    @Test func `the Kelvin sign is no K`() async throws {
        let service = try await service()
        let parameters = ParameterCase.amount.parameters("1").replacing(
            "\"amount\"",
            with: "\"idempotency\u{212a}ey\":\"x\",\"amount\""
        )
        try await expectRefusal(service, "generateLink", parameters, .invalidParameter, at: "/idempotency\u{212a}ey")
    }

    @Test func `two that exclude each other`() async throws {
        let service = try await service()
        let both = #""daysActive":1,"secondsActive":60"#
        let generate = #"{"orderId":"N-1","currency":"EUR","amount":1,"description":"x",\#(both)}"#
        try await expectRefusal(service, "generateLink", generate, .invalidParameter, at: "/secondsActive")
        let duplicate = #"{"orderId":"A-1","newOrderId":"N-1","overrides":{\#(both)}}"#
        try await expectRefusal(
            service,
            "duplicateTransaction",
            duplicate,
            .invalidParameter,
            at: "/overrides/secondsActive"
        )
        for (first, second) in [
            (#""daysActive":1"#, "secondsActive"), (#""daysActive":1"#, "expiresAt"),
            (#""secondsActive":1"#, "expiresAt"),
        ] {
            let value = second == "expiresAt" ? #""2026-12-01T00:00:00Z""# : "60"
            let update = #"{"orderId":"A-1",\#(first),"\#(second)":\#(value)}"#
            try await expectRefusal(service, "updateLink", update, .invalidParameter, at: "/\(second)")
        }
        let get = #"{"orderId":"A-1","linkId":"lnk_000000000000000000000000"}"#
        try await expectRefusal(service, "getLink", get, .invalidParameter, at: "/linkId")
        try await expectRefusal(service, "getLink", "{}", .invalidParameter, at: "/orderId")
    }

    @Test(arguments: withoutParameters)
    func `a method without parameters takes none`(method: String) async throws {
        let service = try await service()
        try await expectRefusal(service, method, #"{"site":"default"}"#, .invalidParameter, at: "/site")
        try await expectRefusal(service, method, "[null]", .invalidParameter, at: "/0")
        for parameters in ["{}", "[]"] {
            #expect(try await service.call(method, parameters).result != nil)
        }
    }
}
