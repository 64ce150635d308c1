import JSON
import PaylinkClient
import PaymentLinks

/// The rows of a sheet of new links, encoded as `generateLinks` takes them.
struct ImportSheet {
    /// One link to make.
    struct Row {
        /// As spreadsheets count: the head is row 1.
        let number: Int
        /// The object that is sent for it.
        let json: [UInt8]
        /// At most so many values and member names are in it.
        let valueCountMax: Int
    }

    /// What is wrong in one place of the sheet.
    struct Problem: Equatable {
        let row: Int
        /// The head of the column, if one is to blame.
        let column: String?
        let message: String
    }

    private(set) var rows: [Row] = []
    private(set) var problems: [Problem] = []
    private let heads: [String]
    private let columns: [ImportColumn?]
    private let options: Options
    private let hasDecimalComma: Bool
    /// The row that an order was first met in.
    private var orders: [[UInt8]: Int] = [:]

    /// What is the same for every row that does not say it itself.
    struct Options {
        var site: String?
        var onExisting: String?
    }

    /// Reads a whole sheet; what can't be used is among the ``problems``.
    ///
    /// - Throws: `SheetError` for a text that is no CSV.
    init(_ bytes: [UInt8], _ options: Options) throws(SheetError) {
        var reader = try CSVReader(bytes)
        self.options = options
        hasDecimalComma = reader.hasSemicolons
        let head = try reader.next()
        heads = head?.fields.map(\.trimmed) ?? []
        columns = heads.map(ImportColumn.init(head:))
        guard let head else {
            problems.append(Problem(row: 1, column: nil, message: "The file is empty; begin it with a row of names."))
            return
        }
        checkHeads(in: head.row)
        guard problems.isEmpty else { return }
        while let record = try reader.next() { add(record) }
        if rows.isEmpty, problems.isEmpty {
            let message = "No row follows the names; add one for each link."
            problems.append(Problem(row: head.row + 1, column: nil, message: message))
        }
    }

    /// The head of the column that a JSON Pointer within a row leads to.
    func column(at pointer: String) -> String? {
        zip(columns, heads).first { column, _ in column?.pointer == pointer }?.1
    }

    private mutating func checkHeads(in row: Int) {
        var seen: Set<ImportColumn> = []
        for (column, head) in zip(columns, heads) {
            guard let column else {
                // Spreadsheets keep empty columns at the end; what stands below one is refused with its row.
                if !head.isEmpty {
                    problems.append(Problem(row: row, column: head, message: "It has no meaning here."))
                }
                continue
            }
            if !seen.insert(column).inserted {
                let message = "The name stands here twice; keep one column."
                problems.append(Problem(row: row, column: head, message: message))
            }
        }
        for (name, column) in Self.needed where !seen.contains(column) {
            problems.append(Problem(row: row, column: name, message: "The column is missing; every link needs it."))
        }
        guard !problems.isEmpty else { return }
        let known = ImportColumn.names.joined(separator: ", ")
        problems.append(Problem(row: row, column: nil, message: "Name the columns so, and remove others: \(known)."))
    }

    private static let needed: [(name: String, column: ImportColumn)] = [
        ("orderId", .text("orderId")), ("currency", .text("currency")), ("amount", .amount),
        ("description", .text("description")),
    ]

    private mutating func add(_ record: CSVReader.Record) {
        let before = problems.count
        // Spreadsheets leave out the empty cells at the end of a row.
        let missing = repeatElement("", count: max(0, heads.count - record.fields.count))
        let record = CSVReader.Record(row: record.row, fields: record.fields + missing)
        if let stray = record.fields.enumerated().first(where: { index, field in
            !field.isEmpty && (index >= heads.count || columns[index] == nil)
        }) {
            let message = "Field \(stray.offset + 1) is below no name; name its column in the first row, or empty it."
            problems.append(Problem(row: record.row, column: nil, message: message))
        }
        let cells = cells(of: record)
        refuseRepetition(of: cells, in: record.row)
        guard problems.count == before else { return }
        // A name and a value for each cell, and at most the row itself, customer, metadata and two options.
        let valueCountMax = 2 * cells.count + 9
        rows.append(Row(number: record.row, json: encode(cells), valueCountMax: valueCountMax))
    }

    /// The cells that hold something.
    private mutating func cells(of record: CSVReader.Record) -> [(column: ImportColumn, cell: ImportCell)] {
        var cells: [(column: ImportColumn, cell: ImportCell)] = []
        let currency = currency(of: record)
        for (index, text) in record.fields.enumerated() where !text.isEmpty && index < columns.count {
            guard let column = columns[index] else { continue }
            do throws(ImportCellError) {
                switch column {
                case .text, .customer, .metadata:
                    let text = hasDecimalComma ? LinkCSV.unquoted(text) : text
                    cells.append((column, .text(column.plain(text))))
                case .number: cells.append((column, try ImportCell(number: text)))
                case .flag: cells.append((column, try ImportCell(flag: text)))
                case .amount:
                    guard let currency else { continue }
                    let cell = try ImportCell(amount: text, currency: currency, hasDecimalComma: hasDecimalComma)
                    cells.append((column, cell))
                }
            } catch {
                problems.append(Problem(row: record.row, column: heads[index], message: error.message))
            }
        }
        for (name, column) in Self.needed where name != "currency" && isEmpty(column, in: record) {
            problems.append(Problem(row: record.row, column: name, message: "It is empty; every link needs it."))
        }
        return cells
    }

    /// The currency of a row, without which its amount means nothing.
    private mutating func currency(of record: CSVReader.Record) -> Currency? {
        guard let index = columns.firstIndex(of: .text("currency")), index < record.fields.count else { return nil }
        do throws(UsageError) {
            return try WordArgument.currency(record.fields[index])
        } catch {
            problems.append(Problem(row: record.row, column: "currency", message: error.message))
            return nil
        }
    }

    private func isEmpty(_ column: ImportColumn, in record: CSVReader.Record) -> Bool {
        columns.firstIndex(of: column).map { record.fields[$0].isEmpty } ?? true
    }

    /// Chunks are recorded one after the other, so only here is the whole sheet in view.
    private mutating func refuseRepetition(of cells: [(column: ImportColumn, cell: ImportCell)], in row: Int) {
        guard let order = cells.text("orderId") else { return }
        guard cells.text("onExisting") ?? options.onExisting ?? "error" == "error" else { return }
        // Bytes: two texts that only look the same are two orders.
        let name = Array("\(cells.text("site") ?? options.site ?? "")\n\(order)".utf8)
        guard let first = orders[name] else {
            orders[name] = row
            return
        }
        let message = "Order \(order.shortened) stands in row \(first) already; give every link an order ID of its own."
        problems.append(Problem(row: row, column: "orderId", message: message))
    }

    private func encode(_ cells: [(column: ImportColumn, cell: ImportCell)]) -> [UInt8] {
        var writer = JSONWriter(reserving: 256)
        writer.object { writer in
            if cells.text("site") == nil { writer.given("site", options.site) }
            if cells.text("onExisting") == nil { writer.given("onExisting", options.onExisting) }
            var customer: [(String, ImportCell)] = []
            var metadata: [(String, ImportCell)] = []
            for (column, cell) in cells {
                switch column {
                case .text(let name), .number(let name), .flag(let name): writer.member(name, cell)
                case .amount: writer.member("amount", cell)
                case .customer(let name): customer.append((name, cell))
                case .metadata(let name): metadata.append((name, cell))
                }
            }
            writer.members(customer, of: "customer")
            writer.members(metadata, of: "metadata")
        }
        return writer.bytes
    }
}

extension [(column: ImportColumn, cell: ImportCell)] {
    /// What a column of texts holds.
    fileprivate func text(_ name: String) -> String? {
        for (column, cell) in self where column == .text(name) {
            if case .text(let text) = cell { return text }
        }
        return nil
    }
}

extension JSONWriter {
    fileprivate mutating func member(_ name: String, _ cell: ImportCell) {
        key(name)
        cell.write(to: &self)
    }

    /// Writes an object, if there is anything to put into it.
    fileprivate mutating func members(_ members: [(String, ImportCell)], of name: String) {
        guard !members.isEmpty else { return }
        key(name)
        object { writer in
            for (name, cell) in members { writer.member(name, cell) }
        }
    }
}
