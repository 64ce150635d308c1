/// Why a sheet can't be read.
enum SheetError: Error, Sendable, Equatable {
    case notUTF8(row: Int)
    case openQuote(row: Int, field: Int)
    case textBehindQuote(row: Int, field: Int)

    /// Where and what, and what to do; the name of the file is not in it.
    var message: String {
        switch self {
        case .notUTF8(let row):
            "row \(row): It is not UTF-8; save it as \"CSV UTF-8\", or with that character set."
        case .openQuote(let row, let field):
            "row \(row), field \(field): A quote is opened and never closed; close it, and write a quote within a text twice."
        case .textBehindQuote(let row, let field):
            "row \(row), field \(field): Something stands behind a closing quote; write a quote within a text twice."
        }
    }
}
