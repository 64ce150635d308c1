import JSON
import JSONRPC
import PaymentLinks
package import Testing

extension ServiceFixture {
    /// Calls a method for an order and expects that it works; `more` are further members.
    @discardableResult
    package func done(
        _ method: String,
        _ orderID: String,
        _ more: String = "",
        at location: SourceLocation = #_sourceLocation
    ) async throws -> ServiceAnswer {
        let answer = try await call(method, Self.order(orderID, more))
        #expect(answer.result != nil, "\(answer)", sourceLocation: location)
        return answer
    }

    /// Calls a method for an order and expects that it is refused as a transition that can't be, and changes nothing.
    package func impossible(
        _ method: String,
        _ orderID: String,
        _ more: String = "",
        at location: SourceLocation = #_sourceLocation
    ) async throws {
        let before = seq
        let shown = try await show(orderID)
        let answer = try await call(method, Self.order(orderID, more))
        let place = method == "recordPayment" ? "/status" : "/orderId"
        expectError(answer, 2003, "invalidTransition", at: place, more, sourceLocation: location)
        let current = answer.data?["current"].map { String(decoding: $0.rawBytes, as: UTF8.self) }
        #expect(current == shown.resultText, sourceLocation: location)
        #expect(seq == before, "nothing is recorded", sourceLocation: location)
    }

    /// Makes a copy of an order's link.
    @discardableResult
    package func copy(_ orderID: String, as new: String, _ more: String = "") async throws -> ServiceAnswer {
        let rest = more.isEmpty ? "" : ",\(more)"
        return try await done("duplicateTransaction", orderID, #""newOrderId":"\#(new)"\#(rest)"#)
    }

    /// Reports what became of an order's payment.
    @discardableResult
    package func report(
        _ orderID: String,
        _ status: String,
        _ more: String = "",
        at location: SourceLocation = #_sourceLocation
    ) async throws -> ServiceAnswer {
        let rest = more.isEmpty ? "" : ",\(more)"
        return try await done("recordPayment", orderID, #""status":"\#(status)"\#(rest)"#, at: location)
    }

    private static func order(_ orderID: String, _ more: String) -> String {
        #"{"orderId":"\#(orderID)"\#(more.isEmpty ? "" : ",")\#(more)}"#
    }

    /// Has the daemon look for links that are due, as it does by itself.
    package func sweep(_ orderIDs: String...) async throws {
        let keys = try orderIDs.map { try ReferenceBuilder.key($0) }
        let daemon = Caller(uid: 990, gid: 990, pid: 1)
        _ = try await ledger.perform(LedgerRequest(.expire(keys), by: daemon, at: clock.now()))
    }
}

extension ServiceAnswer {
    /// A member of the result that is a number.
    package func number(_ name: String) -> Int64? { result?[name]?.integer }
    /// A member of the result that is true or false.
    package func flag(_ name: String) -> Bool? { result?[name]?.bool }
}
