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

    /// Hands on what the scripted service tells of an order and signs now: the members of the body, as JSON text.
    package func notify(_ orderID: String, _ members: String) async throws -> ServiceAnswer {
        try await notify(SignedNotification(orderID, members, at: clock.now()))
    }

    /// Hands on a notification.
    package func notify(_ notification: SignedNotification) async throws -> ServiceAnswer {
        try await call("handleNotification", notification.parameters)
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
