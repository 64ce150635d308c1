import JSON
import JSONRPC
@testable import PaymentLinks

extension ParameterCase {
    static let erasePersonalData = [
        ParameterCase(
            method: "erasePersonalData",
            path: ["site"],
            needed: ["orderId": "\"A-1\"", "reason": "\"x\""],
            kinds: [.string],
            accepted: ["\"default\""],
            refused: .values("\"\"", "\"other\"", "\"Default\"", as: .unknownSite)
        ),
        ParameterCase(
            method: "erasePersonalData",
            path: ["orderId"],
            needed: ["reason": "\"x\""],
            kinds: [.string],
            accepted: ["\"A-1\""],
            refused: .values("\"\"", long(51), "\"A\\nB\"", "\"A-1\\u200b\"", as: .invalidOrderId)
                + .values("\"a-1\"", as: .unknownOrder)
        ),
        ParameterCase(
            method: "erasePersonalData",
            path: ["email"],
            needed: ["reason": "\"x\""],
            kinds: [.string],
            accepted: ["\"a@b.nl\""],
            refused: .values("\"\"", "\"anna\"", "\"a@b@shop.example\"", as: .invalidCustomer)
        ),
        ParameterCase(
            method: "erasePersonalData",
            path: ["reason"],
            needed: ["orderId": "\"A-1\""],
            kinds: [.string],
            accepted: ["\"x\"", long(200), "\"<b>\""],
            refused: .values("\"\"", "\" \"", long(201), "\"a\\nb\"", as: .invalidParameter)
        ),
    ]
}
