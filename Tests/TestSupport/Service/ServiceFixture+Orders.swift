import JSON
import JSONRPC
package import PaymentLinks
package import Testing

extension ServiceFixture {
    /// Makes an ordinary link and expects that it works.
    @discardableResult
    package func generate(
        _ orderID: String,
        _ more: String = "",
        by caller: Caller = ServiceFixture.caller,
        at location: SourceLocation = #_sourceLocation
    ) async throws -> ServiceAnswer {
        let answer = try await call("generateLink", Self.terms(orderID, more), by: caller)
        #expect(answer.result != nil, "\(answer)", sourceLocation: location)
        return answer
    }

    /// The `params` of an ordinary `generateLink`, with more members if wanted.
    package static func terms(_ orderID: String, _ more: String = "") -> String {
        let rest = more.isEmpty ? "" : ",\(more)"
        return #"{"orderId":"\#(orderID)","currency":"EUR","amount":4995,"description":"Bicycle repair"\#(rest)}"#
    }

    /// Shows a link by its order.
    package func show(_ orderID: String) async throws -> ServiceAnswer {
        try await call("getLink", #"{"orderId":"\#(orderID)"}"#)
    }
}

extension ServiceAnswer {
    /// The link of the result, without what `recordPayment` says beside it.
    package var linkText: String {
        ["true", "false"].reduce(resultText) { $0.replacing(",\"recorded\":\($1)", with: "") }
    }

    /// The result's own bytes.
    package var resultText: String { result.map { String(decoding: $0.rawBytes, as: UTF8.self) } ?? "none: \(text)" }
}
