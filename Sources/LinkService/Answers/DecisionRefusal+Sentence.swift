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
        case .orderIDInUse(let existing): Self.inUse(existing, at: now)
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
        case .partPaid(let current): Self.partPaid(current, at: now)
        case .rows: "Some rows are refused; mend them and send all of them again."
        case .notPayable(let link, let reason, _): reason.sentence(of: link.key.orderID)
        }
    }

    private static func partPaid(_ current: Link, at now: Instant) -> String {
        // Only an expired link takes a new expiry.
        let extend = current.status(at: now) == .expired ? ", or give the link a new expiry" : ""
        let paid = current.terms.money.currency.shown(current.payments.counted)
        return
            "Order \(current.key.orderID.text) has \(paid) of payments already; let them count by `duplicateTransaction` with "
            + "`supersede` and `carryPaid`\(extend)."
    }

    /// A link that nobody can pay is none to go on with.
    private static func inUse(_ existing: Link, at now: Instant) -> String {
        let status = existing.status(at: now)
        let fact = "Order \(existing.key.orderID.text) has a link already"
        if status.isPayable {
            return
                "\(fact), and every link needs an order ID of its own; use the existing link, or choose another order ID."
        }
        if let successor = existing.supersededBy {
            return "\(fact), whose place order \(successor.text) took; use that one, or choose another order ID."
        }
        let advice =
            switch status {
            case .expired: "extend it by updateLink, make another attempt by `onExisting` \"reissue\""
            case .cancelled, .declined, .failed: "make another attempt by `onExisting` \"reissue\""
            default: "look what became of it"
            }
        return "\(fact), and it is \(status.rawValue); \(advice), or choose another order ID."
    }

    private static func sentence(_ current: Link, _ attempted: String, holder: OrderID?) -> String {
        let advice =
            holder.map { "what counts for it is held by order \($0.text), so name that order to recordPayment" }
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
        let advice: String
        if let successor = current.supersededBy {
            let money = current.payments.held > 0 ? ", and \(LinkStatus.refundAdvice)" : ""
            advice = "go on with its successor \(successor.text)\(money)"
        } else if let rival {
            let money = current.payments.counted > 0 ? ", and \(LinkStatus.refundAdvice)" : ""
            advice = "go on with \(rival.text)\(money)"
        } else if attempted == "superseded", status.isPaid {
            advice =
                "to ask for more, make a link of the difference alone by duplicateTransaction; \(LinkStatus.refundAdvice)"
        } else {
            advice = status.advice
        }
        return
            "Order \(current.key.orderID.text) is \(status.rawValue) and can't become \(attempted)\(obstacle); \(advice)."
    }
}
