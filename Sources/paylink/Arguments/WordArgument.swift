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

    /// A status as the wire spells it; what is none stays as it is, and the daemon says so.
    static func status(_ word: String) -> String {
        LinkStatus.allCases.map(\.rawValue).first { $0.lowercased() == word.lowercased() } ?? word
    }
}
