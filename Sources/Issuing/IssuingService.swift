package import PaymentLinks

/// A payment service that makes links when it is asked, and tells what became of them.
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

    /// Asks what the service knows of an order, once. It never tells the address.
    func look(at orderID: OrderID) async -> LookAnswer

    /// Asks the service to let nobody pay a link any more, once.
    func cancel(_ link: Link) async -> CancelAnswer

    /// Checks a notification and reads it. Pure: asks nobody.
    ///
    /// - Parameters:
    ///   - notification: The message, as it came.
    ///   - now: The moment that its freshness is judged at.
    /// - Returns: What it says, or why it is not believed.
    func read(_ notification: ServiceNotification, at now: Instant) -> NotificationReading
}

/// What one request to a payment service told.
package enum IssuingAnswer: Sendable, Hashable {
    case outcome(IssuanceOutcome)
    /// No answer, or one that says nothing: ask again, not before a while if the service named one.
    case unknown(retryAfter: Duration?)
}

/// What a payment service knows of an order.
package enum LookAnswer: Sendable, Hashable {
    case order(ServiceReport)
    case noOrder
    /// The service won't say, for good, such as for a wrong key.
    case refused(IssuerRefusal)
    /// No answer, or one that says nothing.
    case unreachable(retryAfter: Duration?)
}

/// What became of asking a payment service to cancel a link.
package enum CancelAnswer: Sendable, Hashable {
    case cancelled
    case refused(IssuerRefusal)
    /// No answer, or one that says nothing: it may be cancelled or not.
    case unreachable(retryAfter: Duration?)
}
