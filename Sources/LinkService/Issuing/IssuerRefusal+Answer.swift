import JSON
import JSONRPC
import PaymentLinks

extension IssuerRefusal {
    /// The kind of error that callers know for the service's code.
    var kind: Refusal.Kind {
        switch code {
        // Later it means that an earlier request had made the order.
        case "1006": isWithdrawn ? .issuerFailed : .orderIdInUse
        case "1023": .gatewayUnavailable
        default: .issuerFailed
        }
    }

    /// The service's words with its code, as a part of a sentence.
    var reason: String {
        code.map { "\(message.trimmedEnd) (\($0))" } ?? message.trimmedEnd
    }

    func details(_ link: Link, at now: Instant, hasExisting: Bool) -> [UInt8] {
        RPCError.members { writer in
            writer.member("issuerCode", code)
            writer.member("issuerMessage", message)
            if hasExisting { writer.existing(link, at: now) }
            writer.key("current")
            writer.link(link, at: now)
        }
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
