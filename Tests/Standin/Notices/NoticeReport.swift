import JSON

/// One delivery of a notice, and what the shop said.
package struct NoticeReport: Sendable, Equatable {
    package let orderID: String
    /// With the query of this delivery.
    package let url: String
    /// From 1.
    package let attempt: Int
    /// Nil without an answer.
    package let status: Int?
    /// The answer's beginning, or why there is none.
    package let answer: String
    package let isAcknowledged: Bool

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("orderId", orderID)
            writer.member("url", url)
            writer.member("attempt", attempt)
            writer.member("status", status.map(Int64.init))
            writer.member("answer", answer)
            writer.member("acknowledged", isAcknowledged)
        }
    }
}
