import JSON
import PaymentLinks

/// What a cell holds, ready to be sent.
enum ImportCell {
    case text(String)
    case number(Int64)
    case flag(Bool)

    /// Reads a whole number.
    init(number text: String) throws(ImportCellError) {
        guard let number = Int64(text) else {
            throw ImportCellError("\"\(text.shortened)\" is no whole number; write digits only, such as 30.")
        }
        self = .number(number)
    }

    /// Reads yes or no, as people and spreadsheets write them.
    init(flag text: String) throws(ImportCellError) {
        switch text.lowercased() {
        case "true", "yes", "1": self = .flag(true)
        case "false", "no", "0": self = .flag(false)
        default: throw ImportCellError("\"\(text.shortened)\" is neither true nor false; write one of the two.")
        }
    }

    /// Reads an amount, exactly.
    ///
    /// - Parameters:
    ///   - text: A decimal number.
    ///   - currency: The code of the currency it is in.
    ///   - hasDecimalComma: Whether the sheet has the comma as its decimal separator.
    /// - Throws: What is wrong with it.
    init(amount text: String, currency: Currency, hasDecimalComma: Bool) throws(ImportCellError) {
        do throws(UsageError) {
            self = .number(try AmountArgument.minorUnits(text, currency, decimalComma: hasDecimalComma))
        } catch {
            throw ImportCellError(error.message)
        }
    }

    /// Writes the value.
    func write(to writer: inout JSONWriter) {
        switch self {
        case .text(let text): writer.value(text)
        case .number(let number): writer.value(number)
        case .flag(let flag): writer.value(flag)
        }
    }
}
