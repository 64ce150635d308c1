package import PaymentLinks

/// A payment service that makes links when it is asked.
package protocol IssuingService: Sendable {
    /// Asks for a link, once.
    ///
    /// Called only after the link's intent is durable, and again after a crash, a lost answer or `unknown`: the
    /// implementation has to make sure that the service has at most one order for the link's order ID, and finds the
    /// outcome of an earlier request before it makes another one.
    ///
    /// - Parameter link: The link to make; it has no address.
    /// - Returns: The outcome, or that it is not known yet.
    func issue(_ link: Link) async -> IssuingAnswer
}

/// What one request to a payment service told.
package enum IssuingAnswer: Sendable, Hashable {
    case outcome(IssuanceOutcome)
    /// No answer, or one that says nothing: ask again, not before a while if the service named one.
    case unknown(retryAfter: Duration?)
}
