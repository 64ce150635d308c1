package import PaymentLinks

/// The configured sites, that links are made for, each with its issuer; and the former sites, that only have links.
package struct Sites: Sendable {
    private let issuers: [SiteName: any Issuer]
    private let profiles: [SiteName: SiteProfile]
    /// The configured sites in alphabetical order.
    package let names: [SiteName]
    /// The sites that have links and are not configured, in alphabetical order.
    ///
    /// Constant while these sites are served, since a site gets its first link only while it is configured.
    package let former: [SiteName]

    /// - Parameters:
    ///   - issuers: The configured sites, at least one.
    ///   - profiles: How they appear to customers; a site that is not in it has no name and sends nothing.
    ///   - linked: The sites that have links, configured or not.
    package init(
        _ issuers: [SiteName: any Issuer],
        profiles: [SiteName: SiteProfile] = [:],
        linked: some Sequence<SiteName> = []
    ) {
        precondition(!issuers.isEmpty, "a service without a site can make no link")
        self.issuers = issuers
        self.profiles = profiles
        names = issuers.keys.sorted { $0.text < $1.text }
        former = linked.filter { issuers[$0] == nil }.sorted { $0.text < $1.text }
    }

    /// The same sites for a caller who may work with some of them only.
    package func restricted(to isIncluded: (SiteName) -> Bool) -> Sites {
        Sites(issuers, profiles, names: names.filter(isIncluded), former: former.filter(isIncluded))
    }

    private init(
        _ issuers: [SiteName: any Issuer],
        _ profiles: [SiteName: SiteProfile],
        names: [SiteName],
        former: [SiteName]
    ) {
        self.issuers = issuers
        self.profiles = profiles
        self.names = names
        self.former = former
    }

    /// Whether links are made for a site.
    package func isConfigured(_ name: SiteName) -> Bool { issuers[name] != nil && names.contains(name) }

    /// How a site appears to its customers; of a former site nothing is known.
    package func profile(of site: SiteName) -> SiteProfile { profiles[site] ?? SiteProfile() }

    /// The payment services of the configured sites whose links are made there.
    var services: [SiteName: any IssuingService] {
        issuers.filter { isConfigured($0.key) }.compactMapValues(\.service)
    }

    /// Finds the token in the URL of a link that may be one of ours; nil if it is not under any of our addresses.
    package func token(in url: String) -> LinkToken? {
        for name in names {
            if let token = issuer(of: name).token(in: url) { return token }
        }
        return nil
    }

    /// The issuer of a site, or for a former site any.
    package func issuerOrAny(for site: SiteName) -> any Issuer {
        guard let issuer = issuers[site] ?? issuers.first?.value else { preconditionFailure("there is no site") }
        return issuer
    }

    /// The issuer of a configured site.
    package func issuer(of site: SiteName) -> any Issuer {
        guard let issuer = issuers[site] else { preconditionFailure("site \(site.text) is not configured") }
        return issuer
    }
}
