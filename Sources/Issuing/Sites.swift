package import PaymentLinks

/// The sites that links are made for, each with its issuer.
package struct Sites: Sendable {
    private let issuers: [SiteName: any Issuer]
    /// The names in the order of their letters.
    package let names: [SiteName]

    /// Takes the configured sites, at least one.
    package init(_ issuers: [SiteName: any Issuer]) {
        precondition(!issuers.isEmpty, "a service without a site can make no link")
        self.issuers = issuers
        names = issuers.keys.sorted { $0.text < $1.text }
    }

    /// Tells which site a call is for: the one it names, or the only one there is.
    package func resolve(_ name: SiteName?) throws(Refusal) -> SiteName {
        guard let name else {
            guard names.count == 1 else {
                throw Refusal(
                    .invalidParameter,
                    "`site` is needed, since there is more than one; use one of: \(known)."
                )
            }
            return names[0]
        }
        guard issuers[name] != nil else {
            throw Refusal(.unknownSite, "There is no site \(name.text); use one of: \(known).")
        }
        return name
    }

    private var known: String { names.map(\.text).joined(separator: ", ") }

    /// Finds the token in the URL of a link that may be one of ours; nil if it is not under any of our addresses.
    package func token(in url: String) -> LinkToken? {
        for name in names {
            if let token = issuer(of: name).token(in: url) { return token }
        }
        return nil
    }

    /// The issuer of a site that `resolve` gave.
    package func issuer(of site: SiteName) -> any Issuer {
        guard let issuer = issuers[site] else { preconditionFailure("site \(site.text) was not resolved") }
        return issuer
    }
}
