import Issuing
import Logging
import MultiSafepay
import PaymentLinks

/// The issuers of the configured sites, and the payment services that have to be ended with the daemon.
struct Issuers {
    private let issuers: [SiteName: any Issuer]
    private let services: [MultiSafepayService]
    private let profiles: [SiteName: SiteProfile]

    init(_ settings: [SiteName: SiteSettings], logger: Logger) {
        var services: [MultiSafepayService] = []
        var issuers: [SiteName: any Issuer] = [:]
        var remoteSites: [SiteName] = []
        for (site, settings) in settings {
            switch settings.issuance {
            case .local(let checkoutURL): issuers[site] = LocalIssuer(checkoutURL: checkoutURL)
            case .multiSafepay(let settings, _):
                let service = MultiSafepayService(settings) { isAnswering in
                    logger.warning(
                        isAnswering
                            ? "the payment service answers again"
                            : "the payment service does not answer; it is asked again from time to time",
                        metadata: ["site": "\(site.text)"]
                    )
                }
                issuers[site] = MultiSafepayIssuer(service)
                if settings.apiURL.hasPrefix("https:") { remoteSites.append(site) }
                services.append(service)
            }
        }
        self.issuers = issuers
        self.services = services
        profiles = settings.mapValues(\.profile)
        self.remoteSites = remoteSites.sorted { $0.text < $1.text }
    }

    /// The sites with their issuers, and of the sites that have links those that are not configured.
    func sites(linked: some Sequence<SiteName>) -> Sites {
        Sites(issuers, profiles: profiles, linked: linked)
    }

    /// The sites of settings that were read anew: local ones as they are there, those at payment services as they were at the
    /// start, since requests to them may be under way.
    func sites(of settings: [SiteName: SiteSettings], linked: some Sequence<SiteName>) -> Sites {
        var current = issuers.filter { $0.value.service != nil }
        for (site, settings) in settings where current[site] == nil {
            if case .local(let checkoutURL) = settings.issuance {
                current[site] = LocalIssuer(checkoutURL: checkoutURL)
            }
        }
        return Sites(current, profiles: settings.mapValues(\.profile), linked: linked)
    }

    /// The sites at payment services that are beyond this machine, in alphabetical order.
    let remoteSites: [SiteName]

    /// Whether there are keys of payment services in memory.
    var haveKeys: Bool { !services.isEmpty }

    /// Ends the requests to payment services.
    func shutdown() async {
        for service in services { await service.shutdown() }
    }
}
