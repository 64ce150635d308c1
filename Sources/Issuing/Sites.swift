package import PaymentLinks

/// The configured sites: those that links are made for, each with its issuer.
package struct Sites: Sendable {
    private let issuers: [SiteName: any Issuer]
    /// The names in alphabetical order.
    package let names: [SiteName]

    /// Takes the configured sites, at least one.
    package init(_ issuers: [SiteName: any Issuer]) {
        precondition(!issuers.isEmpty, "a service without a site can make no link")
        self.issuers = issuers
        names = issuers.keys.sorted { $0.text < $1.text }
    }

    /// Whether links are made for a site.
    package func isConfigured(_ name: SiteName) -> Bool { issuers[name] != nil }

    /// Finds the token in the URL of a link that may be one of ours; nil if it is not under any of our addresses.
    package func token(in url: String) -> LinkToken? {
        for name in names {
            if let token = issuer(of: name).token(in: url) { return token }
        }
        return nil
    }

    /// The issuer of a configured site.
    package func issuer(of site: SiteName) -> any Issuer {
        guard let issuer = issuers[site] else { preconditionFailure("site \(site.text) is not configured") }
        return issuer
    }
}
