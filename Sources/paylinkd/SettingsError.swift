/// A setting that can't be meant, with what to change.
enum SettingsError: Error, CustomStringConvertible {
    case unreadable(String, String)
    case noSites
    case badSite(String, String)
    case unknownIssuer(String, site: String)
    case noCheckoutURL(site: String)

    var description: String {
        switch self {
        case .unreadable(let path, let reason): "The configuration file \(path) can't be used. \(reason)"
        case .noSites:
            "The configuration's `sites` is empty; name at least one, or leave it out for one called default."
        case .badSite(let name, let reason): "The configuration's site \(name) can't be used. \(reason)"
        case .unknownIssuer(let issuer, let site): "Site \(site) has the issuer \(issuer); use `local`."
        case .noCheckoutURL(let site):
            "Site \(site) has no `checkoutUrl`; add one, such as https://shop.example/pay/."
        }
    }
}
