/// What a payment service takes as an order, where that is less than what a link may have.
///
/// A part of the decision, so that a link which the service would refuse is refused before it is recorded.
package struct OrderRules: Sendable, Hashable {
    /// The service's name, for the sentence that refuses.
    private let service: String
    /// What an order ID may have beside ASCII letters and digits.
    private let orderIDSigns: String
    private let currencies: Set<Currency>

    package init(service: String, orderIDSigns: String, currencies: Set<Currency>) {
        self.service = service
        self.orderIDSigns = orderIDSigns
        self.currencies = currencies
    }

    /// - Throws: `invalidOrderId` or `invalidCurrency`.
    func check(_ orderID: OrderID, _ terms: LinkTerms) throws(Refusal) {
        let signs = orderIDSigns.utf8
        // The ID is a segment of a URL's path, where one or two dots mean something else.
        guard orderID.text.utf8.allSatisfy({ $0.isLetterOrDigit || signs.contains($0) }), orderID.text != ".",
            orderID.text != ".."
        else {
            throw Refusal(
                .invalidOrderId,
                "At \(service) an order ID has letters, digits and the signs \(orderIDSigns) alone; "
                    + "give for example \"A-17\"."
            )
        }
        let currency = terms.money.currency
        guard currencies.contains(currency) else {
            throw Refusal(
                .invalidCurrency,
                "Links at \(service) are not made in \(currency.code); give one of: "
                    + "\(currencies.map(\.code).sorted().joined(separator: ", "))."
            )
        }
    }
}

extension Issuance {
    /// Checks an order against the rules of the payment service that will be asked for it.
    func check(_ orderID: OrderID, _ terms: LinkTerms) throws(DecisionRefusal) {
        do throws(Refusal) {
            try rules?.check(orderID, terms)
        } catch {
            throw .invalid(error)
        }
    }
}
