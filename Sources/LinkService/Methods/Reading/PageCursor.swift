import JSONRPC
import PaymentLinks

/// Where a page ended, and of which list: opaque to callers.
///
/// It stays good for ever, across restarts and new links, since links keep the place in which they were made.
struct PageCursor: Sendable, Equatable {
    /// The creation sequence number of the last link shown.
    let after: UInt64
    /// The hash of everything that the list's order and content follow from.
    let binding: UInt64

    init(after: UInt64, binding: UInt64) {
        self.after = after
        self.binding = binding
    }

    /// Reads a cursor that a caller sends back.
    init(text: String) throws(Refusal) {
        let context = text.split(separator: "-", omittingEmptySubsequences: false)
        guard context.count == 2, context.allSatisfy({ $0.count <= 16 && $0.utf8.first != UInt8(ascii: "+") }),
            let after = UInt64(context[0], radix: 16), let binding = UInt64(context[1], radix: 16)
        else {
            throw Refusal(.invalidParameter, "`cursor` must be the `nextCursor` of the page before, unchanged.")
        }
        self.after = after
        self.binding = binding
    }

    /// What callers send back for the next page.
    var text: String {
        String(after, radix: 16) + "-" + String(binding, radix: 16)
    }

    /// Reduces a call's filter and order to one hash; the size of pages may change on the way.
    static func binding(of arguments: Arguments) -> UInt64 {
        let fingerprint = RequestFingerprint(
            method: ListLinks.name,
            arguments: arguments,
            without: [ListParameters.cursor.name, ListParameters.limit.name, ListParameters.totals.name]
        )
        return fingerprint.parameters.reduce(RequestFingerprint.hash([])) { hash, one in
            RequestFingerprint.hash("\(hash) \(one.name) \(one.hash ?? 0)".utf8)
        }
    }
}
