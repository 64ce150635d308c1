import JSON

extension JSONValue {
    /// A member that is a string; empty without one.
    func text(_ name: String) -> String {
        self[name]?.string ?? ""
    }

    /// A member of a link in minor units, with the link's currency; empty without one.
    func amount(_ name: String) -> String {
        self[name]?.integer.map { AmountText.withCurrency($0, text("currency")) } ?? ""
    }
}
