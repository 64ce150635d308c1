import JSON
import JSONRPC
@testable import PaymentLinks

extension ParameterCase {
    private static let parts = ["query": "\"\"", "body": "\"\"", "auth": "\"\""]

    static let handleNotification = [
        ParameterCase(
            method: "handleNotification",
            path: ["site"],
            needed: parts,
            kinds: [.string],
            accepted: [],
            refused: .values("\"\"", "\"other\"", "\"Default\"", as: .unknownSite)
        ),
        ParameterCase(
            method: "handleNotification",
            path: ["query"],
            needed: parts,
            kinds: [.string],
            accepted: [],
            refused: .values(long(8193), as: .invalidParameter)
        ),
        ParameterCase(
            method: "handleNotification",
            path: ["body"],
            needed: parts,
            kinds: [.string],
            accepted: [],
            refused: .values(long(1_048_577), as: .invalidParameter)
        ),
        ParameterCase(
            method: "handleNotification",
            path: ["auth"],
            needed: parts,
            kinds: [.string],
            accepted: [],
            refused: .values(long(4097), as: .invalidParameter)
        ),
    ]

    static let reconcileLinks = [
        ParameterCase(
            method: "reconcileLinks",
            path: ["site"],
            needed: [:],
            kinds: [.string],
            accepted: ["\"default\""],
            refused: .values("\"\"", "\"other\"", "\"Default\"", as: .unknownSite)
        ),
        ParameterCase(
            method: "reconcileLinks",
            path: ["orderId"],
            needed: [:],
            kinds: [.string],
            accepted: ["\"A-1\""],
            refused: .values("\"\"", long(51), "\"A\\nB\"", as: .invalidOrderId)
                + .values("\"a-1\"", as: .unknownOrder)
        ),
    ]
}
