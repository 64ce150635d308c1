import JSON

/// An amount of a link beside the one that is to be paid, as people write it.
///
/// The tool knows no currencies here: `amountText` shows where the decimals begin.
struct PaidAmount {
    /// Empty if the link has no such amount.
    let text: String

    /// Takes a link as the daemon answers it, and the name of a member in minor units.
    init(_ link: JSONValue, _ name: String) {
        guard let minorUnits = link[name]?.integer else {
            text = ""
            return
        }
        text = "\(Self.decimal(minorUnits, like: link.text("amountText"))) \(link.text("currency"))"
    }

    private static func decimal(_ minorUnits: Int64, like example: String) -> String {
        guard let point = example.utf8.lastIndex(of: UInt8(ascii: ".")) else { return String(minorUnits) }
        let decimals = example.utf8.distance(from: point, to: example.utf8.endIndex) - 1
        var digits = String(minorUnits)
        digits = String(repeating: "0", count: max(0, decimals + 1 - digits.utf8.count)) + digits
        return "\(digits.dropLast(decimals)).\(digits.suffix(decimals))"
    }
}
