package import Issuing
package import PaymentLinks

/// The issuer whose links are orders at MultiSafepay.
package struct MultiSafepayIssuer: Issuer {
    private let multiSafepay: MultiSafepayService

    package init(_ service: MultiSafepayService) {
        multiSafepay = service
    }

    package let name = "multisafepay"

    package var service: (any IssuingService)? { multiSafepay }

    package func plan(_ random: any RandomSource) -> Issuance {
        let id = LinkID(random: random.bytes(count: LinkID.byteCount))
        return Issuance(id: id, issuer: name, url: nil, rules: Self.rules)
    }

    package func warnings(about link: Link) -> [String] {
        guard link.terms.secondChanceEmail else { return [] }
        var warnings: [String] = []
        // An address that was erased was there when the link was made, and is not to be given again.
        if link.terms.customer.email == nil, link.customerErasedAt == nil {
            warnings.append("MultiSafepay sends no second-chance e-mail without an address; give `customer.email`.")
        }
        if link.terms.lifetime.seconds < Self.secondChanceSeconds {
            warnings.append(
                "The second of MultiSafepay's second-chance e-mails comes after 24 hours and leads to a link that has "
                    + "ended; let the link live for 48 hours at least."
            )
        }
        if let gateway = link.terms.gateway, Self.gatewaysWithoutSecondChance.contains(gateway.code) {
            warnings.append("MultiSafepay sends no second-chance e-mails for \(gateway.code).")
        }
        return warnings
    }

    private static let secondChanceSeconds: Int64 = 48 * 3600
    /// What its two lists of unsupported methods name, as far as they take links.
    private static let gatewaysWithoutSecondChance: Set = ["BANKTRANS", "DIRDEB", "PAYPAL"]

    private static let rules = OrderRules(service: "MultiSafepay", orderIDSigns: "-_./", currencies: currencies)

    /// What the service lists as accepted, without those that were withdrawn, and without CLP, ISK and KRW: whether it has
    /// decimals for them is not told, and a guess would be wrong by a factor of 100.
    private static let currencies = Set(
        [
            "AED", "AUD", "BRL", "CAD", "CHF", "CNY", "COP", "CZK", "DKK", "EUR", "GBP", "HKD", "HUF", "ILS", "INR",
            "JPY", "MXN", "MYR", "NOK", "NZD", "PEN", "PHP", "PLN", "RON", "RUB", "SEK", "SGD", "THB", "TRY", "TWD",
            "USD", "ZAR",
        ].compactMap { try? Currency(code: $0) }
    )
}
