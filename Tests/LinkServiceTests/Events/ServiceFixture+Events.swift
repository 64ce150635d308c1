import JSONRPC
import TestSupport
import Testing

extension ServiceFixture {
    /// Asks for events and expects that it works.
    func events(
        _ after: String,
        _ more: String = "",
        at location: SourceLocation = #_sourceLocation
    ) async throws -> SeenPage {
        let answer = try await call("listEvents", #"{"after":\#(after)\#(more.isEmpty ? "" : ",")\#(more)}"#)
        let result = try #require(answer.result, "\(answer)", sourceLocation: location)
        return SeenPage(result)
    }

    /// Asks for events after a number.
    func events(after seq: Int64, _ more: String = "") async throws -> SeenPage {
        try await events(String(seq), more)
    }
}

/// A page of events as tests compare it.
struct SeenPage: Sendable, Equatable {
    let events: [SeenEvent]
    let seq: Int64

    init(_ result: JSONValue) {
        events = result["events"]?.elements.map(SeenEvent.init) ?? []
        seq = result["seq"]?.integer ?? -1
    }

    var seqs: [Int64] { events.map(\.seq) }
    var orders: [String] { events.map(\.order) }
}

/// One event, with its own bytes.
struct SeenEvent: Sendable, Equatable, CustomStringConvertible {
    let seq: Int64
    let type: String
    let order: String
    let text: String

    init(_ event: JSONValue) {
        seq = event["seq"]?.integer ?? -1
        type = event["type"]?.string ?? ""
        order = event["orderId"]?.string ?? ""
        text = String(decoding: event.rawBytes, as: UTF8.self)
    }

    var description: String { "\(seq) \(type) \(order)" }
}
