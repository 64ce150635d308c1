import FoundationEssentials
import JSON

/// The cart of an order, whose sum has to be the order's amount where the order asks for that.
struct Cart {
    private let body: JSONValue

    init(_ body: JSONValue) {
        self.body = body
    }

    /// Sums are made of decimals, exactly; only the total is rounded.
    func check(_ amount: Int64, currency: String) throws(ServiceFailure) {
        guard body["checkout_options"]?["validate_cart"]?.bool == true else { return }
        guard let items = body["shopping_cart"]?["items"], items.kind == .array else { throw .missing }
        var sum = Decimal(0)
        for item in items.elements {
            guard let price = Self.decimal(item["unit_price"]), let quantity = Self.decimal(item["quantity"]) else {
                throw .missing
            }
            sum += price * quantity * (1 + rate(of: item["tax_table_selector"]?.string))
        }
        // Rounded, it has to be the amount.
        let difference = sum * (currency == "JPY" ? 1 : 100) - Decimal(amount) + Decimal(5) / 10
        guard difference >= 0, difference < 1 else { throw .cartAmount }
    }

    private func rate(of selector: String?) -> Decimal {
        let tables = body["checkout_options"]?["tax_tables"]
        let named = tables?["alternate"]?.elements.first { $0["name"]?.string == selector }
        let rate = named?["rules"]?.elements.first { _ in true }?["rate"] ?? tables?["default"]?["rate"]
        return Self.decimal(rate) ?? 0
    }

    private static func decimal(_ value: JSONValue?) -> Decimal? {
        value.flatMap { Decimal(string: $0.string ?? String(decoding: $0.rawBytes, as: UTF8.self)) }
    }
}
