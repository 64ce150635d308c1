import PaymentLinks

/// Words that the daemon spells in one way, as people write them in any case.
enum WordArgument {
    /// The currency of a code such as `EUR` or `eur`.
    static func currency(_ code: String) throws(UsageError) -> Currency {
        do throws(Refusal) {
            return try Currency(code: upperCase(code.trimmed))
        } catch {
            throw UsageError(error.message)
        }
    }

    /// A code in upper case, such as `IDEAL` for `ideal` and `NL` for `nl`; only ASCII letters change.
    static func upperCase(_ code: String) -> String {
        String(code.map { $0.isASCII ? Character($0.uppercased()) : $0 })
    }

    /// The statuses that a word stands for: one of the wire's, or `open`, `paid`, `unpaid`.
    static func statuses(_ word: String) throws(UsageError) -> [LinkStatus] {
        let given = word
        let word = word.lowercased()
        let named = LinkStatus.allCases.first { status in
            [status.rawValue.lowercased(), ShownLink.words(status.rawValue)].contains(word)
        }
        if let named { return [named] }
        let open: [LinkStatus] = [.active, .pending, .uncleared, .declined]
        switch word {
        case "open": return open
        case "unpaid": return open + [.expired]
        case "paid": return [.completed, .partialRefunded]
        default:
            let known = LinkStatus.allCases.map(\.rawValue).joined(separator: ", ")
            throw UsageError("There is no status \"\(given.shortened)\"; use open, paid, unpaid or one of \(known).")
        }
    }

    /// A locale as the payment pages spell it: `nl_NL` for `nl`, `nl-NL` and `NL_nl`; what is none stays as it is, and
    /// the daemon says so.
    static func locale(_ word: String) -> String {
        let parts = word.lowercased().split { $0 == "_" || $0 == "-" }
        let meant = CustomerLocale.allCases.map(\.text).filter { locale in
            locale.lowercased().split(separator: "_").starts(with: parts)
        }
        // Of a language that several countries speak, it is the one that has its name: nl_NL of nl_BE and nl_NL.
        let home = meant.first { $0.lowercased() == "\(word)_\(word)".lowercased() }
        return home ?? (meant.count == 1 ? meant[0] : word)
    }
}
