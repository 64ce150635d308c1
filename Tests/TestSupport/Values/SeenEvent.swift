package import JSON

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
