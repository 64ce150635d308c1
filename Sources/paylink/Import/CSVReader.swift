/// Divides a CSV text into records: RFC 4180, as spreadsheets write it.
///
/// UTF-8 with or without a byte order mark. Records end at `\r\n`, `\n` or `\r`, fields at the separator. A field in
/// quotes may hold all of these, and a quote that is written twice. Spaces belong to their field.
struct CSVReader {
    /// One row of the sheet.
    struct Record: Sendable, Equatable {
        /// As spreadsheets count: the first row is 1, and an empty one counts too.
        let row: Int
        let fields: [String]

        init(row: Int, fields: [String]) {
            self.row = row
            self.fields = fields
        }
    }

    private static let quote = UInt8(ascii: "\"")
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    private let bytes: [UInt8]
    private let separator: UInt8
    private var position: Int
    private var row = 0

    /// Takes a text and finds out by its first row what separates its fields: a comma, a semicolon or a tab.
    ///
    /// - Throws: `SheetError` for a text that is no UTF-8.
    init(_ bytes: [UInt8]) throws(SheetError) {
        self.bytes = bytes
        position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        // Excel's own way to name the separator, in a line before the first row.
        if let named = Self.separatorLine(bytes.dropFirst(position)) {
            separator = named.separator
            position = named.end
            row = 1
        } else {
            separator = Self.separator(of: bytes.dropFirst(position))
        }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { throw .notUTF8(row: 1) }
        if let invalid = Self.firstInvalid(bytes) { throw .notUTF8(row: Self.row(of: invalid, in: bytes)) }
    }

    /// Whether the fields are separated by semicolons, as where the comma is the decimal point.
    var hasSemicolons: Bool { separator == UInt8(ascii: ";") }

    /// Reads the next row that is not empty; nil after the last.
    ///
    /// - Throws: `SheetError` for a quote that is not closed, or something behind one that is.
    mutating func next() throws(SheetError) -> Record? {
        while position < bytes.count {
            row += 1
            let fields = try record()
            if fields.contains(where: { !$0.isEmpty }) { return Record(row: row, fields: fields) }
        }
        return nil
    }

    private mutating func record() throws(SheetError) -> [String] {
        var fields: [String] = []
        while true {
            fields.append(try field(number: fields.count + 1))
            guard position < bytes.count else { return fields }
            let end = bytes[position]
            position += 1
            if end == separator { continue }
            let isPair = end == Self.carriageReturn && position < bytes.count && bytes[position] == Self.lineFeed
            if isPair { position += 1 }
            return fields
        }
    }

    private mutating func field(number: Int) throws(SheetError) -> String {
        guard position < bytes.count, bytes[position] == Self.quote else {
            let start = position
            while position < bytes.count, !isEnd(bytes[position]) { position += 1 }
            return String(decoding: bytes[start..<position], as: UTF8.self)
        }
        var text: [UInt8] = []
        position += 1
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            guard byte == Self.quote else {
                text.append(byte)
                continue
            }
            guard position < bytes.count, bytes[position] == Self.quote else {
                guard position == bytes.count || isEnd(bytes[position]) else {
                    throw .textBehindQuote(row: row, field: number)
                }
                return String(decoding: text, as: UTF8.self)
            }
            text.append(Self.quote)
            position += 1
        }
        throw .openQuote(row: row, field: number)
    }

    private func isEnd(_ byte: UInt8) -> Bool {
        byte == separator || byte == Self.lineFeed || byte == Self.carriageReturn
    }

    /// The separator that a line `sep=;` names, and where the next line begins.
    private static func separatorLine(_ bytes: ArraySlice<UInt8>) -> (separator: UInt8, end: Int)? {
        let line = bytes.prefix { $0 != lineFeed && $0 != carriageReturn }
        guard line.count == 5, line.starts(with: "sep=".utf8), let separator = line.last else { return nil }
        let rest = bytes[line.endIndex...]
        let isPair = rest.starts(with: [carriageReturn, lineFeed])
        return (separator, min(bytes.endIndex, line.endIndex + (isPair ? 2 : 1)))
    }

    /// What stands first outside of quotes in the first row; a comma if nothing does.
    private static func separator(of bytes: ArraySlice<UInt8>) -> UInt8 {
        var isQuoted = false
        for byte in bytes {
            if byte == quote { isQuoted.toggle() }
            guard !isQuoted else { continue }
            if byte == lineFeed || byte == carriageReturn { break }
            if ",;\t".utf8.contains(byte) { return byte }
        }
        return UInt8(ascii: ",")
    }

    /// The first byte that is not UTF-8; nil if all are.
    private static func firstInvalid(_ bytes: [UInt8]) -> Int? {
        // Most texts are good, and that is quickly known.
        guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        var position = 0
        while true {
            switch decoder.decode(&iterator) {
            case .scalarValue(let scalar): position += UTF8.width(scalar)
            case .emptyInput: return nil
            case .error: return position
            }
        }
    }

    private static func row(of position: Int, in bytes: [UInt8]) -> Int {
        bytes[..<position].count { $0 == lineFeed } + 1
    }
}
