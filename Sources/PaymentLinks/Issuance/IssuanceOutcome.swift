/// What came of asking a payment service for a link.
package enum IssuanceOutcome: Sendable, Hashable {
    /// The service made the link; it is paid under this address.
    case issued(url: String)
    /// The service refused for good: the same request would be refused again.
    case refused(IssuerRefusal)
}
