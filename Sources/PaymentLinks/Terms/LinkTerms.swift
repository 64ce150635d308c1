/// The merchant's choices for a link; nothing that happens later.
///
/// A duplicate copies the terms, never the state.
package struct LinkTerms: Sendable, Hashable {
    package var money: Money
    package var description: LinkDescription
    package var lifetime: Lifetime
    package var secondChanceEmail: Bool
    package var customer: Customer
    package var gateway: Gateway?
    package var redirectURL: WebAddress?
    package var cancelURL: WebAddress?
    package var notificationURL: WebAddress?
    package var metadata: Metadata

    package init(
        money: Money,
        description: LinkDescription,
        lifetime: Lifetime = .standard,
        secondChanceEmail: Bool = false,
        customer: Customer = Customer(),
        gateway: Gateway? = nil,
        redirectURL: WebAddress? = nil,
        cancelURL: WebAddress? = nil,
        notificationURL: WebAddress? = nil,
        metadata: Metadata = Metadata()
    ) {
        self.money = money
        self.description = description
        self.lifetime = lifetime
        self.secondChanceEmail = secondChanceEmail
        self.customer = customer
        self.gateway = gateway
        self.redirectURL = redirectURL
        self.cancelURL = cancelURL
        self.notificationURL = notificationURL
        self.metadata = metadata
    }
}
