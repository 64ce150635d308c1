import JSON
@testable import PaymentLinks

// The parameters of `listLinks`.
extension ParameterCase {
    static let listLinks =
        [
            list(
                "site",
                [.string],
                ["\"default\""],
                .values("\"\"", "\"other\"", "\"Default\"", as: .unknownSite)
            ),
            list(
                "status",
                [.string, .array],
                LinkStatus.allCases.map { "\"\($0.rawValue)\"" } + [#"["active"]"#, #"["expired","active","active"]"#],
                .values("\"\"", "\"Active\"", "\"paid\"", "[]", as: .invalidParameter)
                    + .values("[null]", "[\"\"]", "[[\"active\"]]", as: .invalidParameter, inside: "/0")
                    + .values(#"["active",1]"#, #"["active","Active"]"#, as: .invalidParameter, inside: "/1")
            ),
            list(
                "orderIdPrefix",
                [.string],
                ["\"A\"", long(50), "\"A \"", "\"\\u00e9\""],
                .values("\"\"", long(51), "\"A\\u200b\"", "\"e\\u0301\"", "\"A\\n\"", as: .invalidOrderId)
            ),
        ] + ["createdAfter", "createdBefore", "expiresAfter", "expiresBefore"].map(time)
        + [
            list("currency", [.string], ["\"EUR\""], currency.refused),
            list("amountMin", [.number], wholeNumbers, fractions),
            list("amountMax", [.number], wholeNumbers, fractions),
            list(
                "text",
                [.string],
                ["\"x\"", long(200), "\" x\"", "\"e\\u0301\""],
                .values("\"\"", long(201), "\"a\\nb\"", as: .invalidParameter)
            ),
            list("metadata", [.object], metadata.accepted, metadata.refused),
            list(
                "order",
                [.string],
                ["\"newest\"", "\"oldest\""],
                .values("\"\"", "\"Newest\"", "\"random\"", as: .invalidParameter)
            ),
            list(
                "limit",
                [.number],
                ["1", "1000"],
                .values("0", "-1", "1001", "1.0", "1e2", "9223372036854775808", as: .invalidParameter)
            ),
            list("cursor", [.string], [], badCursors),
            list("totals", [.bool], ["true", "false"], []),
        ]

    private static let wholeNumbers = ["0", "1", "9007199254740991"]
    private static let fractions: [Refused] = .values("0.5", "1.0", "1e3", "9223372036854775808", as: .invalidAmount)
    /// The last two have the form of a cursor, and belong to no list without a filter.
    private static let badCursors: [Refused] = .values(
        "\"\"",
        "\"x\"",
        "\"1\"",
        "\"-\"",
        "\"1-\"",
        "\"-1\"",
        "\"1-2-3\"",
        "\"zz-1\"",
        "\"1-00000000000000001\"",
        "\"1-g\"",
        "\" 1-1\"",
        "\"1-1\"",
        "\"ffffffffffffffff-ffffffffffffffff\"",
        as: .invalidParameter
    )

    private static func time(_ name: String) -> ParameterCase {
        list(
            name,
            [.string],
            ["\"2026-11-22T13:25:00Z\"", "\"2026-11-22T14:25:00.123+01:00\"", "\"0000-01-01T00:00:00Z\""],
            .values(
                "\"\"",
                "\"now\"",
                "\"2026-11-22\"",
                "\"2026-11-22T13:25:00\"",
                "\"2026-13-01T00:00:00Z\"",
                "\"2026-02-29T00:00:00Z\"",
                "\"2026-11-22T24:00:00Z\"",
                "\"1795353900000\"",
                as: .invalidParameter
            )
        )
    }

    private static func list(
        _ name: String,
        _ kinds: Set<JSONValue.Kind>,
        _ accepted: [String],
        _ refused: [Refused]
    ) -> ParameterCase {
        ParameterCase(
            method: "listLinks",
            path: [name],
            needed: [:],
            kinds: kinds,
            accepted: accepted,
            refused: refused
        )
    }
}
