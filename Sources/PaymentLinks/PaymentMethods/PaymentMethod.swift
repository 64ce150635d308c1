/// A payment method of MultiSafepay, and whether a link may be limited to it.
package struct PaymentMethod: Sendable, Hashable {
    /// The kind of a method.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case bank
        case card
        case wallet
        case prepaid
        case giftCard
        /// The customer pays after delivery or in instalments, at the service's risk: MultiSafepay's billing suite.
        case payLater
    }

    /// The gateway ID of MultiSafepay's order API, such as `IDEAL`.
    package let gateway: String
    /// The method's own name, such as `iDEAL`.
    package let name: String
    /// The kind of the method, which decides about links.
    package let kind: Kind

    init(_ gateway: String, _ name: String, _ kind: Kind) {
        self.gateway = gateway
        self.name = name
        self.kind = kind
    }

    /// Whether a link may name the method as its `gateway`.
    ///
    /// Pay-later methods need a flow of their own in which the customer is accepted first, and Paysafecard is left out
    /// of manual links too: the rules of MultiSafepay's payment-link manual as of October 2021 and January 2022. Later
    /// editions let every method in; the stricter rule makes no link that can't be paid.
    package var takesLinks: Bool {
        kind != .payLater && gateway != Self.paysafecard
    }

    static let paysafecard = "PSAFECARD"
}
