/// Why a payment service refused to issue a link.
package struct IssuerRefusal: Sendable, Hashable {
    /// The service's own code, if it gave one.
    package let code: String?
    /// The service's own words.
    package let message: String

    package init(code: String?, message: String) {
        self.code = code
        self.message = message
    }
}
