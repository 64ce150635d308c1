import JSON
import JSONRPC
import PaymentLinks

extension RPCError {
    /// The payment service refused a link; its code and words are in the data, and the link as it is.
    static func issuerFailed(
        _ refusal: IssuerRefusal,
        _ link: Link,
        at now: Instant,
        _ pointer: String?
    ) -> RPCError {
        let reason = refusal.code.map { "\(refusal.message.trimmedEnd) (\($0))" } ?? refusal.message.trimmedEnd
        return RPCError(
            .issuerFailed,
            "The payment service refused order \(link.key.orderID.text): \(reason); put that right and use a new order ID.",
            at: pointer,
            details: members { writer in
                writer.member("issuerCode", refusal.code)
                writer.member("issuerMessage", refusal.message)
                writer.key("current")
                writer.link(link, at: now)
            }
        )
    }
}

extension String {
    /// The text without the full stop and the spaces at its end.
    fileprivate var trimmedEnd: String {
        var text = self[...]
        while let last = text.last, last == "." || last == " " { text.removeLast() }
        return String(text)
    }
}
