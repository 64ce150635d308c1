/// Another link, made in the same record, took this link's place: this one is no longer payable.
package struct LinkSuperseded: Sendable, Hashable {
    package let key: LinkKey
    /// The link that took its place.
    package let by: OrderID
    /// The currency of that link if it is another one, so that no money of this link counts for it; nil otherwise, and in
    /// events of an earlier version.
    package let currency: Currency?

    package init(key: LinkKey, by: OrderID, currency: Currency? = nil) {
        self.key = key
        self.by = by
        self.currency = currency
    }
}

extension LinkSuperseded {
    /// - Parameters:
    ///   - link: The link that is superseded.
    ///   - by: The link that takes its place.
    ///   - terms: The terms of that link.
    init(of link: Link, by: OrderID, _ terms: LinkTerms) {
        let currency = terms.money.currency
        self.init(key: link.key, by: by, currency: currency == link.terms.money.currency ? nil : currency)
    }
}
