package import PaymentLinks

/// A payment service that makes links when it is asked, and tells what became of them.
///
/// Each call is one request at most. What a lost answer needs, a question and perhaps a second request, is the business of
/// whoever calls: `OrderIssuing` decides it.
package protocol IssuingService: Sendable {
    /// Whether the service answered lately; if not, most requests are refused at once, without being sent.
    var isAnswering: Bool { get }

    /// Asks for a link.
    ///
    /// Called only after the link's intent is durable.
    ///
    /// - Parameters:
    ///   - link: The link to make; it has no address.
    ///   - now: The moment from which the order lives as long as the link still does.
    /// - Returns: The outcome, or what is known without one.
    func issue(_ link: Link, at now: Instant) async -> IssuingAnswer

    /// Asks what the service knows of an order. It never tells the address.
    func look(at orderID: OrderID) async -> LookAnswer

    /// Asks the service to let nobody pay a link any more; asking again does no harm.
    func cancel(_ link: Link) async -> CancelAnswer

    /// Checks a notification and reads it. Pure: asks nobody.
    ///
    /// - Parameters:
    ///   - notification: The message, as it came.
    ///   - now: The moment that its freshness is judged at.
    /// - Returns: What it says, or why it is not believed.
    func read(_ notification: ServiceNotification, at now: Instant) -> NotificationReading
}

/// What one request for a link told.
package enum IssuingAnswer: Sendable, Hashable {
    case issued(url: String)
    /// The service refused for good: the same request would be refused again.
    case refused(IssuerRefusal)
    /// Refused since the service has an order with this ID.
    case orderIDTaken(IssuerRefusal)
    /// The service has seen nothing of the request.
    case notSent(retryAfter: Duration?)
    /// No answer, or one that says nothing: the order may be there, now or in a while.
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
