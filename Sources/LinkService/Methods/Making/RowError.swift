import JSON
import JSONRPC
import PaymentLinks

/// Why one row of a batch is refused, as its caller sees it.
struct RowError {
    /// Counted from 0.
    let row: Int
    let error: RPCError

    init(row: Int, error: RPCError) {
        self.row = row
        self.error = error
    }

    /// What a decision said about a row.
    init(_ refusal: RowRefusal, at now: Instant) {
        row = refusal.row
        error = RPCError(.refused(refusal.refusal), at: now) { kind in
            switch kind {
            case .partPaid: Self.pointer(to: refusal.row, "onExisting")
            case .invalidCurrency: Self.pointer(to: refusal.row, "currency")
            default: Self.pointer(to: refusal.row, "orderId")
            }
        }
    }

    /// Where a member of a row stands in `params`.
    static func pointer(to row: Int, _ member: String) -> String {
        "/links/\(row)/\(member)"
    }

    fileprivate func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("row", row)
            writer.member("code", error.code)
            writer.member("kind", error.kind.name)
            writer.member("message", error.message)
            writer.memberIfPresent("parameter", error.parameter)
        }
    }

    static let schema = NamedSchema(
        "RowError",
        .object(
            [
                Schema.Member("row", .atLeast(0), "The row, counted from 0."),
                Schema.Member("code", .integer(-32_768...9999), "The code that the row would get alone."),
                Schema.Member("kind", .text, "Its kind."),
                Schema.Member("message", .text, "What is wrong with it and what to do, for people."),
                Schema.Member("parameter", .text, isRequired: false, "Where in `params` the refused value stands."),
            ],
            closed: false
        )
    )
}

extension RPCError {
    /// A batch of which some rows are refused, so that nothing of it was recorded.
    ///
    /// - Parameters:
    ///   - rows: The refused rows, in their order.
    ///   - bytesMax: How long the list of them may be; those that do not fit are only counted.
    /// - Returns: `invalidParameter` for the whole of `links`.
    static func rowsRefused(_ rows: [RowError], bytesMax: Int) -> RPCError {
        let count = rows.count == 1 ? "1 row that is" : "\(rows.count) rows that are"
        let details = members { writer in
            writer.member("rowsRefused", rows.count)
            writer.array("rows") { writer in
                let start = writer.bytes.count
                for row in rows where writer.bytes.count - start < bytesMax { row.write(to: &writer) }
            }
        }
        return RPCError(
            ErrorKind.invalidParameter,
            "`links` has \(count) refused, and nothing was recorded; mend what `rows` names and send all of them again.",
            at: "/links",
            details: details
        )
    }
}
