import JSON
import PaymentLinks

/// How many links there are of each currency, and what they come to.
struct LinkTotals {
    private var byCurrency: [String: (count: Int64, amount: Int64?, due: Int64?)] = [:]
    private(set) var count: Int64 = 0

    /// Starts at nothing.
    init() {}

    /// Takes the totals of a page of `listLinks`; without any it is empty.
    init(page: JSONValue) {
        for total in page["totals"].map({ Array($0.elements) }) ?? [] {
            guard let count = total["count"]?.integer else { continue }
            byCurrency[total.text("currency")] = (count, total["amount"]?.integer, total["dueAmount"]?.integer)
            self.count += count
        }
    }

    /// Counts a link.
    mutating func add(_ link: JSONValue) {
        count += 1
        let total = byCurrency[link.text("currency")] ?? (0, 0, nil)
        // A sum that no longer fits is not told, instead of a wrong one.
        let sum = total.amount?.addingIfItFits(link["amount"]?.integer ?? 0)
        byCurrency[link.text("currency")] = (total.count + 1, sum, nil)
    }

    /// A line for each currency, such as `2 links, 25.00 EUR`.
    var lines: [String] {
        byCurrency.sorted { $0.key < $1.key }.map { Self.line($0.key, $0.value.count, $0.value.amount) }
    }

    /// The same for people who look at a list: `2 links, 25.00 EUR asked for, 20.00 EUR still to be paid`.
    var listLines: [String] {
        byCurrency.sorted { $0.key < $1.key }.map { currency, total in
            let line = Self.line(currency, total.count, total.amount) + (total.amount == nil ? "" : " asked for")
            return total.due.map { "\(line), \(AmountText.withCurrency($0, currency)) still to be paid" } ?? line
        }
    }

    private static func line(_ currency: String, _ count: Int64, _ amount: Int64?) -> String {
        let links = "\(count) \(count == 1 ? "link" : "links")"
        guard let amount else { return "\(links) in \(currency), more than can be added up" }
        return "\(links), \(AmountText.withCurrency(amount, currency))"
    }
}
