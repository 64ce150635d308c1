package import JSON
package import Testing

extension ServiceFixture {
    /// Asks for events and expects that it works.
    package func events(
        _ after: String,
        _ more: String = "",
        at location: SourceLocation = #_sourceLocation
    ) async throws -> SeenPage {
        let answer = try await call("listEvents", #"{"after":\#(after)\#(more.isEmpty ? "" : ",")\#(more)}"#)
        let result = try #require(answer.result, "\(answer)", sourceLocation: location)
        return SeenPage(result)
    }

    /// Asks for events after a number.
    package func events(after seq: Int64, _ more: String = "") async throws -> SeenPage {
        try await events(String(seq), more)
    }
}

/// A page of events as tests compare it.
package struct SeenPage: Sendable, Equatable {
    package let events: [SeenEvent]
    package let seq: Int64

    package init(_ result: JSONValue) {
        events = result["events"]?.elements.map(SeenEvent.init) ?? []
        seq = result["seq"]?.integer ?? -1
    }

    package var seqs: [Int64] { events.map(\.seq) }
    package var orders: [String] { events.map(\.order) }
}

/// One event, with its own bytes.
package struct SeenEvent: Sendable, Equatable, CustomStringConvertible {
    package let seq: Int64
    package let type: String
    package let order: String
    package let text: String

    package init(_ event: JSONValue) {
        seq = event["seq"]?.integer ?? -1
        type = event["type"]?.string ?? ""
        order = event["orderId"]?.string ?? ""
        text = String(decoding: event.rawBytes, as: UTF8.self)
    }

    package var description: String { "\(seq) \(type) \(order)" }
}
