import JSON
@testable import PaymentLinks

// The parameters of `updateLink` and `recordPayment`. The order A-1 is active.
extension ParameterCase {
    static let updateLink = [
        one("updateLink", "site", [.string], ["\"default\""], .values("\"\"", "\"other\"", as: .unknownSite)),
        one("updateLink", "orderId", [.string], ["\"A-1\""], orders),
        one("updateLink", "daysActive", [.number], daysActive.accepted, daysActive.refused),
        one("updateLink", "secondsActive", [.number], secondsActive.accepted, secondsActive.refused),
        one(
            "updateLink",
            "expiresAt",
            [.string],
            ["\"2026-11-22T13:25:00.001Z\"", "\"2027-11-22T14:25:00+01:00\"", "\"2026-12-22T13:25:00.000Z\""],
            moments
                + .values(
                    "\"2026-11-22T13:25:00Z\"",
                    "\"2027-11-22T13:25:00.001Z\"",
                    "\"0000-01-01T00:00:00Z\"",
                    as: .invalidExpiry
                )
        ),
        one("updateLink", "secondChanceEmail", [.bool], ["true", "false"], []),
        one("updateLink", "metadata", [.object], metadata.accepted, metadata.refused),
        one(
            "updateLink",
            "reason",
            [.string],
            ["\"x\"", long(200)],
            .values("\"\"", long(201), "\"a\\nb\"", as: .invalidParameter)
        ),
        one(
            "updateLink",
            "ifVersion",
            [.number],
            ["1"],
            .values("0", "-1", "1.0", as: .invalidParameter) + .values("2", as: .versionConflict)
        ),
    ]

    static let recordPayment = [
        one("recordPayment", "site", [.string], ["\"default\""], .values("\"\"", "\"other\"", as: .unknownSite)),
        one("recordPayment", "orderId", [.string], ["\"A-1\""], orders),
        one(
            "recordPayment",
            "status",
            [.string],
            ["initialized", "uncleared", "completed", "declined", "cancelled", "void", "expired", "reserved"]
                .map { "\"\($0)\"" },
            .values("\"\"", "\"Completed\"", "\"paid\"", "\"partialRefunded\"", as: .invalidParameter)
                + .values(
                    "\"shipped\"",
                    "\"refunded\"",
                    "\"partial_refunded\"",
                    "\"chargeback\"",
                    "\"chargedback\"",
                    as: .invalidTransition
                )
        ),
        one("recordPayment", "amount", [.number], amount.accepted, amount.refused),
        one(
            "recordPayment",
            "transactionId",
            [.string],
            ["\"x\"", long(64), "\"4051823\""],
            .values("\"\"", long(65), "\" x\"", "\"a\\nb\"", "\"4051823\\u200b\"", as: .invalidParameter)
        ),
        one(
            "recordPayment",
            "occurredAt",
            [.string],
            ["\"2026-11-22T13:25:00Z\"", "\"2026-11-23T14:25:00+01:00\"", "\"2016-11-22T00:00:00Z\""],
            moments
                + .values("\"2026-11-23T13:25:00.001Z\"", "\"9999-12-31T23:59:59.999Z\"", as: .invalidParameter)
                + .values("\"2016-11-01T00:00:00Z\"", "\"0000-01-01T00:00:00Z\"", as: .invalidParameter)
        ),
        one(
            "recordPayment",
            "note",
            [.string],
            ["\"x\"", long(200), "\"<b>\""],
            .values("\"\"", "\" \"", long(201), "\"a\\nb\"", as: .invalidParameter)
        ),
    ]

    private static let orders: [Refused] =
        .values("\"\"", long(51), "\" A\"", "\"A-1\\u200b\"", as: .invalidOrderId)
        + .values("\"A-2\"", as: .unknownOrder)
    private static let moments: [Refused] = .values(
        "\"\"",
        "\"now\"",
        "\"2026-11-22\"",
        "\"2026-11-22T13:25:00\"",
        "\"2026-13-01T00:00:00Z\"",
        as: .invalidParameter
    )

    private static func one(
        _ method: String,
        _ name: String,
        _ kinds: Set<JSONValue.Kind>,
        _ accepted: [String],
        _ refused: [Refused]
    ) -> ParameterCase {
        let change = ["daysActive", "secondsActive", "expiresAt"].contains(name) ? [:] : ["secondsActive": "60"]
        let rest = method == "updateLink" ? change : ["status": "\"completed\""]
        return ParameterCase(
            method: method,
            path: [name],
            needed: ["orderId": "\"A-1\""].merging(rest) { first, _ in first },
            kinds: kinds,
            accepted: accepted,
            refused: refused
        )
    }
}
