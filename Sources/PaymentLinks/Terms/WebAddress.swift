/// The address of a page or an endpoint of the shop.
///
/// An absolute `https` URL of at most 2048 characters (RFC 3986); `http` only for this machine: `localhost`, `127.0.0.1`
/// and `[::1]`. No user name or password, and ASCII only: other characters are percent-encoded, other scripts of a host
/// name are written in the `xn--` form.
package struct WebAddress: Sendable, Hashable {
    private let exact: ExactText

    private static let maximumLength = 2048
    private static let maximumNotificationLength = 150

    /// Takes the address of a page to which the customer is sent.
    ///
    /// - Parameter text: The address.
    /// - Throws: `invalidParameter`.
    package init(_ text: String) throws(Refusal) {
        try self.init(text, example: "https://shop.example/paid")
    }

    /// Takes the address of a page, or of a folder of pages.
    ///
    /// - Parameters:
    ///   - text: The address.
    ///   - example: One of its kind, for the refusal.
    /// - Throws: `invalidParameter`.
    package init(_ text: String, example: String) throws(Refusal) {
        if let breach = Self.breach(in: text, maximumLength: Self.maximumLength) {
            throw Self.refusal("A web address \(breach)", example: example)
        }
        exact = ExactText(text)
    }

    /// Takes the address to which the payment service sends notifications.
    ///
    /// MultiSafepay's order API allows 150 characters, `https` and no port number, and calls the address from outside,
    /// so the host has to be a public name. Its reference limits the characters to letters, digits and `-_.:/`; a query
    /// with `?`, `=` and `&` is allowed too, since its own examples have one.
    ///
    /// - Parameter text: The address.
    /// - Throws: `invalidParameter`.
    package init(notification text: String) throws(Refusal) {
        if let breach = Self.notificationBreach(in: text) {
            throw Self.refusal("A notification URL \(breach)", example: "https://shop.example/payments/notify")
        }
        exact = ExactText(text)
    }

    /// The address as it was given.
    package var text: String { exact.string }

    private static func refusal(_ breach: String, example: String) -> Refusal {
        Refusal(.invalidParameter, "\(breach); write for example \"\(example)\".")
    }

    private static func breach(in text: String, maximumLength: Int) -> String? {
        let length = text.unicodeScalars.count
        guard (1...maximumLength).contains(length) else {
            return "has 1 to \(maximumLength) characters, not \(length)"
        }
        guard let parts = URLParts(text) else {
            return "begins with \"https://\" and a host"
        }
        if parts.authority.contains(UInt8(ascii: "@")) {
            return "has no user name or password before the host"
        }
        guard HostName.isHost(parts.host) || parts.isLoopback else {
            return
                "has a host of ASCII letters, digits, hyphens and single dots after \"https://\", other scripts as xn--"
        }
        guard parts.hasPlausiblePort else {
            return "has a port of 1 to 65535 after the colon, or none"
        }
        guard parts.isSecure || parts.isLoopback else {
            return "is secure, so it begins with \"https://\" unless its host is localhost, 127.0.0.1 or [::1]"
        }
        guard parts.hasOnlyURLCharacters else {
            return "has no spaces or signs that a URL can't hold, which are written as \"%\" and two hexadecimal digits"
        }
        return nil
    }

    private static func notificationBreach(in text: String) -> String? {
        if let breach = breach(in: text, maximumLength: maximumNotificationLength) { return breach }
        guard let parts = URLParts(text), parts.isSecure else {
            return "begins with \"https://\" and a host"
        }
        guard parts.port == nil else {
            return "has no port number"
        }
        guard HostName.isDomain(parts.host) else {
            return "has a public host name, which the payment service can reach"
        }
        guard parts.rest.allSatisfy({ $0.isLetterOrDigit || notificationSigns.contains($0) }) else {
            return "has only letters, digits and the signs -_.:/?=&"
        }
        return nil
    }

    private static let notificationSigns = Array("-_.:/?=&".utf8)
}
