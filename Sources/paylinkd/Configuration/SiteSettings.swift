import Issuing
import MultiSafepay
import PaymentLinks

/// One site of the configuration.
struct SiteSettings {
    let issuance: Issuance
    var profile = SiteProfile()

    /// Who issues its links.
    enum Issuance {
        /// Minted here, under this address.
        case local(checkoutURL: String)
        case multiSafepay(MultiSafepaySettings, KeySource)
    }

    /// Where a key was read from, for the report; never the key.
    enum KeySource {
        case credential(String), file(String)
    }

    /// What it is at a payment service; nil for a site whose links are made here.
    var remote: MultiSafepaySettings? {
        switch issuance {
        case .local: nil
        case .multiSafepay(let settings, _): settings
        }
    }

    /// What the site means, for `--check-config`.
    var report: String {
        issuance.report + profile.report(isLocal: remote == nil)
    }
}

extension SiteSettings.Issuance {
    fileprivate var report: String {
        switch self {
        case .local(let checkoutURL): "issuer local, links under \(checkoutURL)"
        case .multiSafepay(let settings, let source):
            "issuer multisafepay, orders at \(settings.apiURL), notifications to "
                + "\(settings.notificationURL ?? "the address in the account"), key from \(source.report)"
        }
    }
}

extension SiteProfile {
    fileprivate func report(isLocal: Bool) -> String {
        var parts: [String] = []
        if let name { parts.append("called \(name.text)") }
        if let mailFrom { parts.append("mails from \(mailFrom.text)") }
        if sendsReminders {
            parts.append(isLocal ? "with reminders" : "whose reminders are the payment service's own affair")
        }
        return parts.map { ", \($0)" }.joined()
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
