import PaymentLinks

extension DecisionRefusal {
    /// What clients match on.
    var kind: Refusal.Kind {
        switch self {
        case .invalid(let refusal): refusal.kind
        case .orderIDInUse, .orderIDRepeated: .orderIdInUse
        case .unknownOrder, .unknownToken: .unknownOrder
        case .versionConflict: .versionConflict
        case .idempotencyConflict: .idempotencyConflict
        case .invalidTransition, .holdsNothing: .invalidTransition
        case .partPaid: .partPaid
        case .rows: .invalidParameter
        case .notPayable: .linkNotPayable
        }
    }

    /// One sentence for people: what is wrong, and what to do.
    func sentence(at now: Instant) -> String {
        switch self {
        case .invalid(let refusal): refusal.message
        case .orderIDInUse(let existing):
            "Order \(existing.key.orderID.text) has a link already, and every link needs an order ID of its own; "
                + "use the existing link, or choose another order ID."
        case .orderIDRepeated(let key, let row):
            "Order \(key.orderID.text) stands in row \(row) of the same batch too, and every link needs an order ID "
                + "of its own; choose another order ID."
        case .unknownOrder(let key): "Site \(key.site.text) has no order \(key.orderID.text); check both names."
        case .unknownToken: "No link has this address; ask the shop for the current one."
        case .versionConflict(let current):
            "Order \(current.key.orderID.text) has changed and is at version \(current.version) now; "
                + "look at the current link and decide again."
        case .idempotencyConflict(let parameters, _):
            "This idempotency key was used for a request that differs in \(parameters.joined(separator: ", ")); "
                + "use a new key for a new request."
        case .invalidTransition(let current, let attempted, let rival):
            Self.sentence(current, at: now, attempted, rival)
        case .holdsNothing(let current, let attempted, let holder): Self.sentence(current, attempted, holder: holder)
        case .partPaid(let current):
            "Order \(current.key.orderID.text) has \(current.terms.money.currency.shown(current.payments.counted)) of payments "
                + "already; let them count by `duplicateTransaction` with `supersede` and `carryPaid`, or give the link a "
                + "new expiry."
        case .rows: "Some rows are refused; mend them and send all of them again."
        case .notPayable(let link, let reason, _): reason.sentence(of: link.key.orderID)
        }
    }

    private static func sentence(_ current: Link, _ attempted: String, holder: OrderID?) -> String {
        let advice =
            holder.map { "what counts for it is held by order \($0.text), so report it of that" }
            ?? (current.payments.paid > 0 ? "all that was paid went back before" : "report first what was paid")
        return "Order \(current.key.orderID.text) can't become \(attempted), since it holds no money; \(advice)."
    }

    private static func sentence(
        _ current: Link,
        at now: Instant,
        _ attempted: String,
        _ rival: OrderID?
    ) -> String {
        let status = current.status(at: now)
        let obstacle = rival.map { " while order \($0.text) can be paid or was paid" } ?? ""
        let advice =
            current.supersededBy.map { "go on with its successor \($0.text)" }
            ?? rival.map { "go on with \($0.text)" } ?? status.advice
        return
            "Order \(current.key.orderID.text) is \(status.rawValue) and can't become \(attempted)\(obstacle); \(advice)."
    }
}
