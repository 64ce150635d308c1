/// Why a payment service refused to issue a link.
package struct IssuerRefusal: Sendable, Hashable {
    /// The service's own code, if it gave one.
    package let code: String?
    /// The service's own words.
    package let message: String
    /// Whether the service had the order already, from a request whose answer was lost, and it was cancelled there.
    package var isWithdrawn: Bool

    package init(code: String?, message: String, isWithdrawn: Bool = false) {
        self.code = code
        self.message = message
        self.isWithdrawn = isWithdrawn
    }
}
