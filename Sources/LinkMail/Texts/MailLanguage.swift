/// The languages of mails, which are those of the payment service's own; the raw values are RFC 5646's.
package enum MailLanguage: String, Sendable, Hashable, CaseIterable {
    case dutch = "nl"
    case english = "en"
    case french = "fr"
    case german = "de"
    case italian = "it"
    case spanish = "es"

    /// The language of a customer's locale such as `nl_BE`; English without one, and for any other.
    package init(locale: String?) {
        self = locale.flatMap { MailLanguage(rawValue: String($0.prefix(2))) } ?? .english
    }

    /// What mails say in it.
    var texts: MailTexts {
        switch self {
        case .dutch: .dutch
        case .english: .english
        case .french: .french
        case .german: .german
        case .italian: .italian
        case .spanish: .spanish
        }
    }

    /// A decimal number such as `1234.50` with a currency as the language writes it: `€ 1.234,50`.
    ///
    /// The number is never made a float: that could change the amount.
    func amount(_ number: String, _ currency: String) -> String {
        let parts = number.split(separator: ".", maxSplits: 1)
        let digits = Array(parts.first ?? "")
        var whole = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { whole += groupSeparator }
            whole.append(digit)
        }
        let written = parts.count == 2 ? whole + decimalPoint + parts[1] : whole
        let sign = currency == "EUR" ? "€" : currency
        // A no-break space keeps the two together.
        switch self {
        case .dutch, .english: return "\(sign)\u{a0}\(written)"
        case .french, .german, .italian, .spanish: return "\(written)\u{a0}\(sign)"
        }
    }

    private var groupSeparator: String {
        switch self {
        case .english: ","
        case .french: "\u{202f}"
        case .dutch, .german, .italian, .spanish: "."
        }
    }

    private var decimalPoint: String { self == .english ? "." : "," }

    /// A moment as the language writes it: `6 december 2026 om 14:25 (CET)`.
    func moment(_ moment: WallMoment) -> String {
        let month = texts.months[max(1, min(12, moment.month)) - 1]
        let clock = moment.clock
        let zone = moment.zone.isEmpty ? "" : " (\(moment.zone))"
        switch self {
        case .dutch: return "\(moment.day) \(month) \(moment.year) om \(clock)\(zone)"
        case .english, .italian: return "\(moment.day) \(month) \(moment.year), \(clock)\(zone)"
        case .french: return "\(moment.day) \(month) \(moment.year) à \(clock)\(zone)"
        case .german: return "\(moment.day). \(month) \(moment.year), \(clock) Uhr\(zone)"
        case .spanish: return "\(moment.day) de \(month) de \(moment.year), \(clock)\(zone)"
        }
    }
}
