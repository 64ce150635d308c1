package import PaymentLinks

/// A payment service's message about an order, as it came: nothing in it is believed before its signature is checked.
package struct ServiceNotification: Sendable {
    /// The query of the address that was called, without the question mark.
    package let query: String
    /// The body, byte for byte: the signature is over these bytes.
    package let body: String
    /// The signature, as the `Auth` header has it.
    package let auth: String

    package init(query: String, body: String, auth: String) {
        self.query = query
        self.body = body
        self.auth = auth
    }
}

/// What a notification says once its signature is checked.
package enum NotificationReading: Sendable, Hashable {
    /// Well signed and fresh.
    case report(ServiceReport)
    /// Well signed and fresh, about a link that nobody has paid yet; it says nothing about money.
    case pretransaction(ServiceReport)
    /// It proves nothing, and may name an order to ask the service about.
    case hint(OrderID?)
    /// The reason is one sentence for the caller.
    case badSignature(String)
}
