import JSON
@testable import JournalLedger
@testable import PaymentLinks

// The parameters of `listEvents`. One event has happened, so nothing that is taken here waits.
extension ParameterCase {
    static let listEvents = [
        events(
            "after",
            [.number, .string],
            ["0", "1", "\"now\""],
            .values("-1", "0.0", "1e0", "2", "9223372036854775807", "9223372036854775808", as: .invalidParameter)
                + .values("\"\"", "\"Now\"", "\"0\"", "\"now \"", as: .invalidParameter)
        ),
        events(
            "limit",
            [.number],
            ["1", "1000"],
            .values("0", "-1", "1001", "1.0", "9223372036854775808", as: .invalidParameter)
        ),
        events(
            "waitSeconds",
            [.number],
            ["0", "1", "25"],
            .values("-1", "26", "0.5", "1.0", "9223372036854775808", as: .invalidParameter)
        ),
        events(
            "site",
            [.string],
            ["\"default\""],
            .values("\"\"", "\"other\"", "\"Default\"", long(41), as: .unknownSite)
        ),
        events(
            "types",
            [.array],
            EventType.allCases.map { "[\"\($0.rawValue)\"]" } + [#"["linkGenerated","linkOpened","linkGenerated"]"#],
            .values("[]", as: .invalidParameter)
                + .values("[null]", "[1]", as: .invalidParameter, inside: "/0")
                + .values(#"["generated"]"#, #"["LinkGenerated"]"#, as: .invalidParameter, inside: "/0")
                + .values(#"["linkOpened",""]"#, as: .invalidParameter, inside: "/1")
        ),
    ]

    private static func events(
        _ name: String,
        _ kinds: Set<JSONValue.Kind>,
        _ accepted: [String],
        _ refused: [Refused]
    ) -> ParameterCase {
        ParameterCase(
            method: "listEvents",
            path: [name],
            needed: ["after": "0"],
            kinds: kinds,
            accepted: accepted,
            refused: refused
        )
    }
}
