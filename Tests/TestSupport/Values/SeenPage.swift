package import JSON

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
