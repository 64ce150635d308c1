import JSONRPC
import TestSupport
import JSON

/// One request of a kill round with the answer that its client got.
struct Attempt: Sendable {
    enum Action: Sendable, Equatable {
        case generate(amount: Int64, description: String)
        /// A duplicate has the terms of its original.
        case duplicate(of: SeenLink)
        case cancel
    }

    enum Outcome: Sendable {
        /// The daemon died first: the change was made whole or not at all.
        case unknown
        case acknowledged(SeenLink)
        /// The order ID belongs to another link.
        case inUse(linkID: String)
    }

    let orderID: String
    let action: Action
    var outcome = Outcome.unknown

    /// The idempotency key.
    let key: String

    var method: String {
        switch action {
        case .generate: "generateLink"
        case .duplicate: "duplicateTransaction"
        case .cancel: "cancelLink"
        }
    }

    var request: String {
        switch action {
        case .generate(let amount, let description):
            generateParameters(orderID, amount: amount, description: description, key: key)
        case .duplicate(let source):
            parameters { writer in
                writer.member("orderId", source.orderID)
                writer.member("newOrderId", orderID)
                writer.member("idempotencyKey", key)
            }
        case .cancel: parameters { $0.member("orderId", orderID) }
        }
    }

    /// Whether a link has all the terms of the request.
    func matches(_ link: SeenLink) -> Bool {
        guard link.orderID == orderID, link.currency == "EUR" else { return false }
        switch action {
        case .generate(let amount, let description):
            return link.amount == amount && link.description == description && link.duplicateOf == nil
        case .duplicate(let source):
            return link.amount == source.amount && link.description == source.description
                && link.duplicateOf == source.orderID
        case .cancel: return true
        }
    }
}
