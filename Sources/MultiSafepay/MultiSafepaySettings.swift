import PaymentLinks

/// What a site needs to be at MultiSafepay.
package struct MultiSafepaySettings: Sendable, Equatable {
    /// Which of the service's two systems: each has its own keys, and no money moves at `test`.
    package enum Environment: String, Sendable, CaseIterable {
        case live, test

        /// The address of its API.
        package var apiURL: String {
            switch self {
            case .live: "https://api.multisafepay.com/v1/json/"
            case .test: "https://testapi.multisafepay.com/v1/json/"
            }
        }
    }

    /// The address of the API, with a slash at its end.
    package let apiURL: String
    package let apiKey: APIKey
    /// Where the service sends what becomes of a link, unless the link has an address of its own.
    package let notificationURL: String?

    package init(apiURL: String, apiKey: APIKey, notificationURL: String?) {
        self.apiURL = apiURL
        self.apiKey = apiKey
        self.notificationURL = notificationURL
    }

    /// Whether a customer may be sent to an address that the service told: plain HTTP only where the API itself has it.
    func isPaymentURL(_ url: String) -> Bool {
        (try? WebAddress(url)) != nil && (url.lowercased().hasPrefix("https:") || !apiURL.hasPrefix("https:"))
    }
}
