import JSON
import JSONRPC
import PaymentLinks

extension RPCError {
    /// What a caller hears when a ledger did not do what was asked.
    ///
    /// - Parameters:
    ///   - error: What the ledger said.
    ///   - now: The moment at which an existing link's status is told.
    ///   - pointer: Where in `params` the value stands that a decision may refuse.
    init(_ error: LedgerError, at now: Instant, _ pointer: (Refusal.Kind) -> String?) {
        switch error {
        case .refused(let refusal): self.init(refusal, at: now, pointer)
        case .storageFailed:
            self.init(
                code: -32003,
                kind: "storageFailed",
                message: "The disk failed and the outcome is unknown; ask again with the same idempotency key, "
                    + "or look the order up.",
                retryable: true
            )
        case .storageFull:
            self.init(
                code: -32003,
                kind: "storageFull",
                message: "The disk is full and nothing was recorded; free some space and ask again.",
                retryable: true
            )
        case .busy:
            self.init(
                code: -32002,
                kind: "busy",
                message: "Too much is waiting for the disk and nothing was recorded; ask again in a moment.",
                retryable: true
            )
        case .closed: self = .shuttingDown()
        case .unreadable(let sentence): self.init(code: -32603, kind: "internalError", message: sentence)
        }
    }

    /// An order that its site does not have.
    static func unknownOrder(_ key: LinkKey, at pointer: String?) -> RPCError {
        RPCError(
            Refusal(.unknownOrder, "Site \(key.site.text) has no order \(key.orderID.text); check both names."),
            at: pointer
        )
    }

    private init(_ refusal: DecisionRefusal, at now: Instant, _ pointer: (Refusal.Kind) -> String?) {
        switch refusal {
        case .invalid(let refusal): self.init(refusal, at: pointer(refusal.kind))
        case .orderIDInUse(let existing):
            self.init(
                Refusal(
                    .orderIdInUse,
                    "Order \(existing.key.orderID.text) has a link already, and every link needs an order ID of its own; "
                        + "use the existing link, or choose another order ID."
                ),
                at: pointer(.orderIdInUse)
            )
            details = .existing(existing, at: now)
        case .unknownOrder(let key): self = .unknownOrder(key, at: pointer(.unknownOrder))
        case .versionConflict(let current):
            self.init(
                Refusal(
                    .versionConflict,
                    "Order \(current.key.orderID.text) has changed and is at version \(current.version) now; "
                        + "look at the current link and decide again."
                ),
                at: pointer(.versionConflict)
            )
            details = .current(current, at: now)
        case .idempotencyConflict(let parameters, _):
            let differing = parameters.joined(separator: ", ")
            self.init(
                Refusal(
                    .idempotencyConflict,
                    "This idempotency key was used for a request that differs in \(differing); use a new key for a new request."
                ),
                at: pointer(.idempotencyConflict)
            )
            details = .fields(parameters)
        case .invalidTransition(let current, let attempted):
            let status = current.status(at: now).rawValue
            let advice = current.supersededBy.map { "go on with its successor \($0.text)" } ?? "nothing was changed"
            self.init(
                Refusal(
                    .invalidTransition,
                    "Order \(current.key.orderID.text) is \(status) and can't become \(attempted); \(advice)."
                ),
                at: pointer(.invalidTransition)
            )
            details = .current(current, at: now)
        case .orderIDRepeated(let key, let row):
            self.init(
                Refusal(
                    .orderIdInUse,
                    "Order \(key.orderID.text) stands in row \(row) of the same batch too, and every link needs an order ID "
                        + "of its own; choose another order ID."
                ),
                at: pointer(.orderIdInUse)
            )
        case .rows(let rows): self = .rowsRefused(rows.map { RowError($0, at: now) }, bytesMax: .max)
        case .unknownToken:
            self.init(
                Refusal(.unknownOrder, "No link has this address; ask the shop for the current one."),
                at: pointer(.unknownOrder)
            )
        case .notPayable(let link, let reason, let successor):
            self.init(
                Refusal(.linkNotPayable, reason.sentence(of: link.key.orderID)),
                at: pointer(.linkNotPayable)
            )
            details = .reason(reason, of: link, successor)
        }
    }
}

extension NotPayableReason {
    /// One sentence that a checkout page may show as it is.
    fileprivate func sentence(of order: OrderID) -> String {
        let (state, advice) =
            switch self {
            case .pending: ("is being prepared", "try again in a moment")
            case .uncleared: ("has been paid and is being reviewed", "there is nothing more to do")
            case .completed: ("has been paid", "there is nothing more to do")
            case .declined: ("was declined", "ask the shop for a new link")
            case .cancelled: ("was cancelled", "ask the shop for a new link")
            case .superseded: ("has a new link", "use the new one")
            case .expired: ("can't be paid by this link any more, since it has expired", "ask the shop for a new link")
            case .duplicate: ("has been paid by another link", "there is nothing more to do")
            case .refunded, .partialRefunded: ("has been refunded", "ask the shop if something is missing")
            case .chargedback: ("has been charged back", "ask the shop what is open")
            case .failed: ("could not be prepared for payment", "ask the shop for a new link")
            case .openedTooOften:
                ("can't be paid by this link any more, since it was opened too often", "ask the shop for a new link")
            }
        return "Order \(order.text) \(state); \(advice)."
    }
}

extension [UInt8] {
    /// `"reason":…`: why a link can't be paid, and where to go instead.
    fileprivate static func reason(_ reason: NotPayableReason, of link: Link, _ successor: Link?) -> [UInt8] {
        RPCError.members { writer in
            writer.member("reason", reason.rawValue)
            writer.member("orderId", link.key.orderID.text)
            writer.memberIfPresent("successorUrl", successor?.url)
        }
    }

    /// `"existing":{…}`: enough of a link to go on with it.
    fileprivate static func existing(_ link: Link, at now: Instant) -> [UInt8] {
        RPCError.members { writer in
            writer.object("existing") { writer in
                writer.member("linkId", link.id.text)
                writer.member("orderId", link.key.orderID.text)
                writer.member("status", link.status(at: now).rawValue)
                writer.member("url", link.url)
                writer.member("version", Int64(link.version))
            }
        }
    }

    /// `"current":{…}`: the whole link as it is.
    fileprivate static func current(_ link: Link, at now: Instant) -> [UInt8] {
        RPCError.members { writer in
            writer.key("current")
            writer.link(link, at: now)
        }
    }

    /// `"fields":[…]`: the parameters that differ.
    fileprivate static func fields(_ names: [String]) -> [UInt8] {
        RPCError.members { writer in
            writer.array("fields") { writer in
                for name in names { writer.value(name) }
            }
        }
    }
}
