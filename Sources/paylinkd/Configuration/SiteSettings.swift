import Issuing
import MultiSafepay
import PaymentLinks

/// One site of the configuration, by who issues its links.
enum SiteSettings {
    /// Minted here, under this address.
    case local(checkoutURL: String)
    case multiSafepay(MultiSafepaySettings, KeySource)

    /// Where a key was read from, for the report; never the key.
    enum KeySource {
        case credential(String), file(String)
    }

    /// Whether its links are made at a payment service.
    var isRemote: Bool {
        switch self {
        case .local: false
        case .multiSafepay: true
        }
    }

    /// What the site means, for `--check-config`.
    var report: String {
        switch self {
        case .local(let checkoutURL): "issuer local, links under \(checkoutURL)"
        case .multiSafepay(let settings, let source):
            "issuer multisafepay, orders at \(settings.apiURL), notifications to "
                + "\(settings.notificationURL ?? "the address in the account"), key from \(source.report)"
        }
    }
}

extension SiteSettings.KeySource {
    fileprivate var report: String {
        switch self {
        case .credential(let name): "the credential \(name)"
        case .file(let path): path
        }
    }
}
