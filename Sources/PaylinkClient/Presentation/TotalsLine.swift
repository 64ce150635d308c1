package import JSON

/// The totals of `listLinks`, a line per currency.
package enum TotalsLine {
    /// Writes the lines of a page's totals; none when it has none.
    ///
    /// - Parameters:
    ///   - page: The result of `listLinks`.
    ///   - decimal: Writes minor units as a decimal number of a currency, since only the caller knows currencies.
    /// - Returns: Lines such as `3 links, 149.85 EUR`.
    package static func lines(page: JSONValue, decimal: (Int64, String) -> String) -> [String] {
        guard let totals = page["totals"] else { return [] }
        return totals.elements.compactMap { total in
            guard let count = total["count"]?.integer, let amount = total["amount"]?.integer else { return nil }
            let currency = total.text("currency")
            return "\(count) \(count == 1 ? "link" : "links"), \(decimal(amount, currency)) \(currency)"
        }
    }
}
