import JSON

/// How many links there are of each currency, and what they come to.
struct ImportTotals {
    private var byCurrency: [String: (count: Int, amount: Int64?)] = [:]
    private(set) var count = 0

    /// Counts a link.
    mutating func add(_ link: JSONValue) {
        count += 1
        let currency = link["currency"]?.string ?? ""
        let amount = link["amount"]?.integer ?? 0
        let so = byCurrency[currency] ?? (0, 0)
        // A sum that no longer fits is not told, instead of a wrong one.
        let sum = so.amount.flatMap { before -> Int64? in
            let (sum, overflow) = before.addingReportingOverflow(amount)
            return overflow ? nil : sum
        }
        byCurrency[currency] = (so.count + 1, sum)
    }

    /// A line for each currency, such as `2 links, 25.00 EUR`.
    var lines: [String] {
        byCurrency.sorted { $0.key < $1.key }.map { currency, total in
            let links = "\(total.count) \(total.count == 1 ? "link" : "links")"
            guard let amount = total.amount else { return "\(links) in \(currency), more than can be added up" }
            return "\(links), \(ImportTotals.decimal(amount, currency)) \(currency)"
        }
    }

    private static func decimal(_ amount: Int64, _ currency: String) -> String {
        AmountArgument.decimal(amount, currency: currency)
    }
}
