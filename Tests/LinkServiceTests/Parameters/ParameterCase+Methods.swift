import JSON
import JSONRPC
@testable import PaymentLinks

// Every parameter of every method. The service has one site, and an order A-1 that is active.
extension ParameterCase {
    static let all =
        generateLink + getLink + listLinks + duplicateTransaction + cancelLink + updateLink
        + recordPayment + generateLinks + resolveLink + getQrCode + listPaymentMethods + erasePersonalData + listEvents
        + handleNotification + reconcileLinks + claimReminders + confirmReminder

    private static let existing = ["orderId": "\"A-1\""]
    private static let duplicateNeeds = ["orderId": "\"A-1\"", "newOrderId": "\"N-1\""]

    private static let site = term(
        "site",
        takes: [.string],
        accepts: ["\"default\""],
        refuses: .values("\"\"", "\"other\"", "\"Default\"", "\"de fault\"", long(41), as: .unknownSite)
    )
    private static let badOrderIDs: [Refused] = .values(
        "\"\"",
        long(51),
        "\" A\"",
        "\"A \"",
        "\"A\\nB\"",
        "\"A\\u0000\"",
        "\"A-1\\u200b\"",
        "\"A\\u00a01\"",
        "\"\\uff21-1\"",
        "\"cafe\\u0301\"",
        as: .invalidOrderId
    )
    private static let newOrderID = term(
        "orderId",
        takes: [.string],
        accepts: ["\"x\"", long(50), long(50, "é"), "\"<17>/2\"", "\"A-1 \\\"x\\\"\""],
        refuses: badOrderIDs + .values("\"A-1\"", as: .orderIdInUse)
    )
    private static let orderID = term(
        "orderId",
        takes: [.string],
        accepts: ["\"A-1\"", "\"\\u0041-1\""],
        refuses: badOrderIDs + .values("\"a-1\"", "\"A-2\"", as: .unknownOrder)
    )
    private static let idempotencyKey = term(
        "idempotencyKey",
        takes: [.string],
        accepts: ["\"k\"", long(255), "\"<é>\""],
        refuses: .values("\"\"", "\" \"", long(256), "\"a\\nb\"", as: .invalidParameter)
    )
    private static let dryRun = term("dryRun", takes: [.bool], accepts: ["true", "false"])

    private static let generateLink =
        [site, newOrderID] + requiredTerms + optionalTerms + [
            idempotencyKey, dryRun,
            term(
                "onExisting",
                takes: [.string],
                accepts: ["\"error\"", "\"return\"", "\"reissue\""],
                refuses: .values("\"\"", "\"Error\"", "\"replace\"", as: .invalidParameter)
            ),
        ]

    private static let getLink = [
        site.moved(to: "getLink", needed: existing),
        orderID.moved(to: "getLink", needed: [:]),
        ParameterCase(
            method: "getLink",
            path: ["linkId"],
            needed: [:],
            kinds: [.string],
            accepted: [],
            refused: .values(
                "\"\"",
                "\"lnk_\"",
                "\"A-1\"",
                "\"LNK_0\"",
                "\"lnk_a\\nb\"",
                long(100),
                as: .invalidParameter
            )
                + .values("\"lnk_000000000000000000000000\"", as: .unknownOrder)
        ),
    ]

    private static let duplicateTransaction =
        [
            site.moved(to: "duplicateTransaction", needed: duplicateNeeds),
            orderID.moved(to: "duplicateTransaction", needed: duplicateNeeds),
            ParameterCase(
                method: "duplicateTransaction",
                path: ["newOrderId"],
                needed: duplicateNeeds,
                kinds: [.string],
                accepted: newOrderID.accepted,
                refused: newOrderID.refused
            ),
            ParameterCase(
                method: "duplicateTransaction",
                path: ["overrides"],
                needed: duplicateNeeds,
                kinds: [.object],
                accepted: ["{}", #"{"currency":"JPY","amount":50}"#],
                refused: .values(#"{"currency":"JPY"}"#, as: .invalidAmount, inside: "/amount")
            ),
            ParameterCase(
                method: "duplicateTransaction",
                path: ["supersede"],
                needed: duplicateNeeds,
                kinds: [.bool],
                accepted: ["true", "false"],
                refused: []
            ),
            ParameterCase(
                method: "duplicateTransaction",
                path: ["carryPaid"],
                needed: duplicateNeeds,
                kinds: [.bool],
                accepted: ["false"],
                refused: []
            ),
            idempotencyKey.moved(to: "duplicateTransaction", needed: duplicateNeeds),
            dryRun.moved(to: "duplicateTransaction", needed: duplicateNeeds),
            ParameterCase(
                method: "duplicateTransaction",
                path: ["overrides", "currency"],
                needed: duplicateNeeds,
                kinds: [.string],
                accepted: ["\"EUR\""],
                refused: currency.refused
            ),
        ]
        + ([amount, description] + optionalTerms).map {
            $0.moved(to: "duplicateTransaction", under: ["overrides"], needed: duplicateNeeds)
        }

    private static let aRow = #"{"orderId":"N-1","currency":"EUR","amount":4995,"description":"Bicycle repair"}"#

    private static let generateLinks = [
        ParameterCase(
            method: "generateLinks",
            path: ["links"],
            needed: [:],
            kinds: [.array],
            accepted: ["[\(aRow)]"],
            refused: .values("[]", "[1]", "[{}]", "[\(aRow),\(aRow)]", as: .invalidParameter)
        ),
        dryRun.moved(to: "generateLinks", needed: ["links": "[\(aRow)]"]),
        idempotencyKey.moved(to: "generateLinks", needed: ["links": "[\(aRow)]"]),
    ]

    /// The token of A-1, which follows from the seed of the random source.
    private static let token = "r5knw2xsg2jqba4pc7zc12n87dhz3vg8"

    private static let resolveLink = [
        ParameterCase(
            method: "resolveLink",
            path: ["token"],
            needed: [:],
            kinds: [.string],
            accepted: ["\"\(token)\""],
            refused: .values(
                "\"\"",
                "\"\(token)0\"",
                "\"\(token.uppercased())\"",
                "\"0\(token.dropFirst())\"",
                long(32),
                long(100_000),
                as: .unknownOrder
            )
        ),
        ParameterCase(
            method: "resolveLink",
            path: ["url"],
            needed: [:],
            kinds: [.string],
            accepted: ["", "/", "?utm_source=mail", "#top"].map { "\"https://default.example/pay/\(token)\($0)\"" },
            refused: .values(
                "\"\"",
                "\"\(token)\"",
                "\"https://default.example/pay/\"",
                "\"https://other.example/pay/\(token)\"",
                "\"https://default.example/pay/x/\(token)\"",
                "\"https://default.example/pay/\(token)x\"",
                as: .unknownOrder
            )
        ),
        ParameterCase(
            method: "resolveLink",
            path: ["peek"],
            needed: ["token": "\"\(token)\""],
            kinds: [.bool],
            accepted: ["true", "false"],
            refused: []
        ),
    ]

    private static let getQrCode = [
        site.moved(to: "getQrCode", needed: existing.merging(aText) { $1 }),
        orderID.moved(to: "getQrCode", needed: aText),
        ParameterCase(
            method: "getQrCode",
            path: ["format"],
            needed: existing,
            kinds: [.string],
            accepted: ["\"svg\"", "\"png\"", "\"text\""],
            refused: .values("\"\"", "\"SVG\"", "\"jpeg\"", as: .invalidParameter)
        ),
        ParameterCase(
            method: "getQrCode",
            path: ["size"],
            needed: existing.merging(["format": "\"svg\""]) { $1 },
            kinds: [.number],
            accepted: ["41", "42", "1000", "2048"],
            refused: .values("-1", "0", "1", "40", "2049", "100.0", "1e3", as: .invalidParameter)
        ),
        ParameterCase(
            method: "getQrCode",
            path: ["errorCorrection"],
            needed: existing.merging(aText) { $1 },
            kinds: [.string],
            accepted: ["\"L\"", "\"M\"", "\"Q\"", "\"H\""],
            refused: .values("\"\"", "\"m\"", "\"15\"", as: .invalidParameter)
        ),
    ]
    private static let aText = ["format": "\"text\""]

    private static let listPaymentMethods = [site.moved(to: "listPaymentMethods", needed: [:])]

    private static let cancelLink = [
        site.moved(to: "cancelLink", needed: existing),
        orderID.moved(to: "cancelLink", needed: [:]),
        ParameterCase(
            method: "cancelLink",
            path: ["reason"],
            needed: existing,
            kinds: [.string],
            accepted: ["\"x\"", long(200), "\"<b>\""],
            refused: .values("\"\"", "\" \"", long(201), "\"a\\nb\"", as: .invalidParameter)
        ),
        ParameterCase(
            method: "cancelLink",
            path: ["ifVersion"],
            needed: existing,
            kinds: [.number],
            accepted: ["1"],
            refused: .values("0", "-1", "1.0", "1e0", "9223372036854775808", as: .invalidParameter)
                + .values("2", "9223372036854775807", as: .versionConflict)
        ),
    ]
}
