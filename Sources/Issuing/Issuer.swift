package import PaymentLinks

/// Who issues a site's links.
///
/// In two steps: a plan, which is a part of the decision, and for a payment service a request after the intent is durable.
package protocol Issuer: Sendable {
    /// Plans a new link: its ID, and its address if that is known without asking anybody.
    ///
    /// Has no effect outside: a refused, repeated or dry-run call throws the plan away.
    func plan(_ random: any RandomSource) -> Issuance

    /// Its name, as its links have it.
    var name: String { get }

    /// The payment service that makes the links which were planned without an address; nil for an issuer without one.
    var service: (any IssuingService)? { get }

    /// What the caller should know about a link that is made, one sentence each.
    func warnings(about link: Link) -> [String]

    /// Finds the token in the URL of a link that may be this issuer's; nil if it can't be, or its links have none.
    func token(in url: String) -> LinkToken?
}

extension Issuer {
    package var service: (any IssuingService)? { nil }

    package func warnings(about link: Link) -> [String] { [] }

    package func token(in url: String) -> LinkToken? { nil }
}
