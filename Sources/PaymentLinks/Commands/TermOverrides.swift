/// The terms that a duplicate changes; nil keeps the old value.
///
/// Amount and currency are separate: an amount alone keeps the old currency and is checked against it.
package struct TermOverrides: Sendable, Hashable {
    package var currency: Currency?
    package var amount: Int64?
    package var description: LinkDescription?
    package var lifetime: Lifetime?
    package var secondChanceEmail: Bool?
    package var customer: Customer?
    package var gateway: Gateway?
    package var redirectURL: WebAddress?
    package var cancelURL: WebAddress?
    package var notificationURL: WebAddress?
    package var metadata: Metadata?

    package init() {}

    /// The terms of the duplicate.
    ///
    /// - Throws: `invalidAmount` when the currency changes and no amount is given: 50.00 EUR are not 50.00 USD, nor are
    ///   5000 minor units 5000 JPY. `invalidCurrency` when the currency was withdrawn since.
    package func applied(to terms: LinkTerms) throws(Refusal) -> LinkTerms {
        var new = terms
        new.money = try money(replacing: terms.money)
        if let description { new.description = description }
        if let lifetime { new.lifetime = lifetime }
        if let secondChanceEmail { new.secondChanceEmail = secondChanceEmail }
        if let customer { new.customer = customer }
        if let gateway { new.gateway = gateway }
        if let redirectURL { new.redirectURL = redirectURL }
        if let cancelURL { new.cancelURL = cancelURL }
        if let notificationURL { new.notificationURL = notificationURL }
        if let metadata { new.metadata = metadata }
        return new
    }

    /// The terms of a copy of an order that has no link here.
    ///
    /// - Parameter report: What the payment service tells of it.
    /// - Returns: The terms.
    /// - Throws: `invalidCurrency`, `invalidAmount` or `invalidDescription` if it is neither told nor given.
    package func applied(to report: ServiceReport) throws(Refusal) -> LinkTerms {
        let told = report.currency.flatMap { try? Currency(code: $0) }
        let currency = if let known = told ?? currency { known } else { try Currency(code: report.currency ?? "") }
        // An amount of an unknown currency is none.
        let toldAmount = told == nil ? nil : report.amount
        let money = try Money(minorUnits: amount ?? toldAmount ?? 0, currency: currency)
        let description = if let description { description } else { try LinkDescription(report.description ?? "") }
        return try applied(to: LinkTerms(money: money, description: description, customer: report.customer))
    }

    private func money(replacing old: Money) throws(Refusal) -> Money {
        let currency = currency ?? old.currency
        if amount == nil, currency != old.currency {
            throw Refusal(
                .invalidAmount,
                "An amount of \(old.currency.shown(old.amount)) isn't the same amount in \(currency.code); give the new amount too."
            )
        }
        try currency.checkCurrent()
        return try Money(minorUnits: amount ?? old.amount, currency: currency)
    }
}
