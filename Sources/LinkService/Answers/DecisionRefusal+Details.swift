import JSON
import JSONRPC
import PaymentLinks

extension DecisionRefusal {
    /// The members of the error's `data` that only this refusal has.
    func details(at now: Instant) -> [UInt8] {
        switch self {
        case .orderIDInUse(let existing, _): Self.existing(existing, at: now)
        case .versionConflict(let current), .holdsNothing(let current, _, _), .partPaid(let current, _, _):
            Self.current(current, at: now)
        case .invalidTransition(let refused): Self.current(refused.current, rival: refused.rival, at: now)
        case .idempotencyConflict(let parameters, _): Self.fields(parameters)
        case .notPayable(let link, let reason, let successor): Self.reason(reason, of: link, successor)
        case .invalid, .unknownOrder, .orderIDRepeated, .rows, .unknownToken: []
        }
    }

    /// `"reason":…`: why a link can't be paid, and where to go instead.
    private static func reason(_ reason: NotPayableReason, of link: Link, _ successor: Link?) -> [UInt8] {
        RPCError.members { writer in
            writer.member("reason", reason.rawValue)
            writer.member("orderId", link.key.orderID.text)
            writer.memberIfPresent("successorUrl", successor?.url)
        }
    }

    private static func existing(_ link: Link, at now: Instant) -> [UInt8] {
        RPCError.members { $0.existing(link, at: now) }
    }

    /// `"current":{…}`: the whole link as it is, and `"rival"`, the order ID of what is in its way.
    private static func current(_ link: Link, rival: Link? = nil, at now: Instant) -> [UInt8] {
        RPCError.members { writer in
            writer.key("current")
            writer.link(link, at: now)
            writer.memberIfPresent("rival", rival?.key.orderID.text)
        }
    }

    /// `"fields":[…]`: the parameters that differ.
    private static func fields(_ names: [String]) -> [UInt8] {
        RPCError.members { writer in
            writer.array("fields") { writer in
                for name in names { writer.value(name) }
            }
        }
    }
}

extension JSONWriter {
    /// Writes `"existing":{…}`: enough of a link to go on with it.
    mutating func existing(_ link: Link, at now: Instant) {
        object("existing") { writer in
            writer.member("linkId", link.id.text)
            writer.member("orderId", link.key.orderID.text)
            writer.member("status", link.status(at: now).rawValue)
            writer.member("url", link.url)
            writer.member("version", Int64(link.version))
        }
    }
}
