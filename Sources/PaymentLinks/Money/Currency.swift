/// A currency in which a link can be paid, by its ISO 4217 code.
///
/// One byte: an index into the table of the edition named in `edition`. Only the code is stored and sent, since the index
/// changes as the table grows.
package struct Currency: Sendable, Hashable, BitwiseCopyable {
    private let position: UInt8

    /// Takes a code of three upper-case letters.
    ///
    /// - Parameter code: The code, such as `EUR`.
    /// - Throws: `invalidCurrency`, with a hint when the code is in lower case, withdrawn, or no money.
    package init(code: String) throws(Refusal) {
        guard let position = Self.position(of: code) else {
            throw Refusal(.invalidCurrency, Self.complaint(about: code))
        }
        self.position = position
    }

    /// Takes the bytes of a code; nil for anything else.
    package init?(code bytes: Span<UInt8>) {
        guard bytes.count == 3 else { return nil }
        func isBefore(_ code: String) -> Bool? {
            for (index, byte) in code.utf8.enumerated() where byte != bytes[index] { return byte < bytes[index] }
            return nil
        }
        var low = 0
        var high = Self.rows.count
        while low < high {
            let middle = low + (high - low) / 2
            guard let rises = isBefore(Self.rows[middle].code) else {
                self.init(position: UInt8(middle))
                return
            }
            if rises { low = middle + 1 } else { high = middle }
        }
        return nil
    }

    /// Takes the code of a currency in which something new can be asked for.
    ///
    /// - Parameter code: The code, such as `EUR`.
    /// - Throws: `invalidCurrency`, also for one that was withdrawn and that links of earlier times may be in.
    package init(current code: String) throws(Refusal) {
        try self.init(code: code)
        try checkCurrent()
    }

    /// Refuses a currency that was withdrawn: nobody can pay in it any more.
    ///
    /// - Throws: `invalidCurrency`, which names the successor.
    package func checkCurrent() throws(Refusal) {
        guard Self.successors[code] == nil else { throw Refusal(.invalidCurrency, Self.complaint(about: code)) }
    }

    private init(position: UInt8) {
        self.position = position
    }

    /// Every currency, sorted by code.
    package static let all = rows.indices.map { Currency(position: UInt8($0)) }

    /// The ISO 4217 code, such as `EUR`.
    package var code: String { row.code }

    /// The ISO 4217 code, such as `EUR`.
    package var text: String { code }

    /// The decimals of an amount: 2 for EUR, 0 for JPY, 3 for KWD, 4 for CLF.
    package var exponent: Int { row.exponent }

    /// The currency's name in ISO 4217.
    package var name: String { row.name }

    private var row: Row { Self.rows[Int(position)] }
}

extension Currency {
    /// Finds a code by binary search.
    private static func position(of code: String) -> UInt8? {
        guard code.utf8.count == 3 else { return nil }
        var low = 0
        var high = rows.count
        while low < high {
            let middle = low + (high - low) / 2
            if rows[middle].code < code { low = middle + 1 } else { high = middle }
        }
        return low < rows.count && rows[low].code == code ? UInt8(low) : nil
    }

    private static func complaint(about code: String) -> String {
        let shown = Refusal.excerpt(of: code)
        let upperCase = code.asciiUppercased
        if upperCase != code, position(of: upperCase) != nil {
            return "The currency \(shown) is written in upper case; give \"\(upperCase)\"."
        }
        if let successor = successors[upperCase] {
            return "The currency \(shown) was withdrawn from ISO 4217; use its successor \"\(successor)\"."
        }
        if unitsWithoutMinorUnit.contains(upperCase) {
            return "Nothing can be paid in \(shown), which ISO 4217 lists without a minor unit; "
                + "give a currency such as \"EUR\"."
        }
        return "The currency \(shown) isn't an ISO 4217 code; give three upper-case letters such as \"EUR\"."
    }
}
