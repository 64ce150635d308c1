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
        case .orderIDInUse(let existing, let successor): Self.inUse(existing, successor, at: now)
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
        case .invalidTransition(let refused): Self.sentence(refused, at: now)
        case .holdsNothing(let current, let attempted, let holder): Self.sentence(current, attempted, holder: holder)
        case .partPaid(let current, let paid, let currency): Self.partPaid(current, currency.shown(paid), at: now)
        case .rows: "Some rows are refused; mend them and send all of them again."
        case .notPayable(let link, let reason, _): reason.sentence(of: link.key.orderID)
        }
    }

    private static func partPaid(_ current: Link, _ paid: String, at now: Instant) -> String {
        // Only an expired link takes a new expiry.
        let extend = current.status(at: now) == .expired ? ", or give the link a new expiry" : ""
        let order = current.key.orderID
        return
            "Order \(order.text) has \(paid) of payments already; let them count by \(Advice.carry(order))\(extend)."
    }

    /// A link that nobody can pay is none to go on with.
    private static func inUse(_ existing: Link, _ successor: Link?, at now: Instant) -> String {
        let status = existing.status(at: now)
        let fact = "Order \(existing.key.orderID.text) has a link already"
        if status.isPayable {
            return
                "\(fact), and every link needs an order ID of its own; use the existing link, or choose another order ID."
        }
        if let successor {
            return
                "\(fact), whose place order \(successor.key.orderID.text) took; use that one, or choose another order ID."
        }
        let advice =
            switch status {
            // Another attempt would forget what was paid.
            case _ where existing.payments.counted > 0: "look what became of it"
            case .expired: "extend it by updateLink, make another attempt by `onExisting` \"reissue\""
            case .cancelled, .declined, .failed: "make another attempt by `onExisting` \"reissue\""
            default: "look what became of it"
            }
        return "\(fact), and it is \(status.rawValue); \(advice), or choose another order ID."
    }

    private static func sentence(_ current: Link, _ attempted: ReportedStatus, holder: OrderID?) -> String {
        let advice =
            holder.map { "what counts for it is held by order \($0.text), so name that order to recordPayment" }
            ?? (current.payments.paid > 0 ? "all that was paid went back before" : "report first what was paid")
        let order = current.key.orderID.text
        return "Order \(order) can't become \(attempted.rawValue), since it holds no money; \(advice)."
    }

    private static func sentence(_ refused: RefusedTransition, at now: Instant) -> String {
        let order = refused.current.key.orderID.text
        let obstacle = refused.rival.map { " while order \($0.key.orderID.text) can be paid or was paid" } ?? ""
        return
            "Order \(order) is \(refused.current.status(at: now).rawValue) and can't become \(refused.attempted.words)"
            + "\(obstacle); \(advice(refused, at: now))."
    }

    /// Money that is held is never told to be forgotten: it counts for a new link, or goes back.
    private static func advice(_ refused: RefusedTransition, at now: Instant) -> String {
        let current = refused.current
        let status = current.status(at: now)
        let isHeld = current.payments.counted > 0
        let paid = current.terms.money.currency.shown(current.payments.counted)
        if let successor = refused.successor {
            let money = current.payments.held > 0 ? ", and \(LinkStatus.refundAdvice)" : ""
            return "go on with its successor \(successor.key.orderID.text)\(money)"
        }
        if let way = refused.way(at: now) {
            return "let its \(paid) of payments count by \(Advice.carry(way.key.orderID))"
        }
        if let rival = refused.rival {
            return "go on with \(rival.key.orderID.text)\(isHeld ? ", and \(LinkStatus.refundAdvice)" : "")"
        }
        if refused.attempted == .superseded, status.isPaid {
            return
                "to ask for more, make a link of the difference alone by duplicateTransaction; \(LinkStatus.refundAdvice)"
        }
        if status.isDead, isHeld {
            return "let its \(paid) of payments count for a new link by \(Advice.carry(current.key.orderID))"
        }
        return status.advice
    }
}
