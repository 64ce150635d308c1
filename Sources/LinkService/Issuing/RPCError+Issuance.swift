import JSON
import JSONRPC
import PaymentLinks

extension RPCError {
    /// The payment service refused a link; its code and words are in the data, and the link as it is.
    static func issuerFailed(
        _ refusal: IssuerRefusal,
        _ link: Link,
        at now: Instant,
        _ pointer: (Refusal.Kind) -> String?
    ) -> RPCError {
        let kind = refusal.kind
        let order = link.key.orderID.text
        let sentence =
            switch kind {
            case .orderIdInUse: "The payment service has an order \(order) already; use a new order ID."
            case .gatewayUnavailable:
                "The payment service has no such payment method for this site; choose another one or none, and use a new "
                    + "order ID."
            default:
                refusal.isWithdrawn
                    ? "The payment service did not tell the address of order \(order), which was cancelled there; use a "
                        + "new order ID."
                    : "The payment service refused order \(order): \(refusal.reason); put that right and use a new order "
                        + "ID."
            }
        let details = refusal.details(link, at: now, hasExisting: kind == .orderIdInUse)
        return RPCError(kind, sentence, at: pointer(kind), details: details)
    }

    /// The payment service did not cancel a link, and nothing was changed.
    static func issuerDidNotCancel(_ refusal: IssuerRefusal, _ link: Link, at now: Instant) -> RPCError {
        RPCError(
            .issuerFailed,
            "The payment service did not cancel order \(link.key.orderID.text), and nothing was changed: "
                + "\(refusal.reason); look there what became of it.",
            at: "/orderId",
            details: refusal.details(link, at: now, hasExisting: false)
        )
    }

    /// The payment service does not answer; `outcome` is the part of the sentence that says what that means.
    static func issuerUnreachable(_ outcome: String, _ link: Link, at now: Instant) -> RPCError {
        RPCError(
            .issuerUnreachable,
            "The payment service does not answer\(outcome)",
            at: nil,
            details: members { writer in
                writer.key("current")
                writer.link(link, at: now)
            }
        )
    }
}
