import JSON

/// Links as a table for people.
struct LinkTable {
    private var links: [ShownLink] = []

    /// Starts without links.
    init() {}

    var isEmpty: Bool { links.isEmpty }

    /// How many links it has.
    var count: Int { links.count }

    /// Adds the links of a page, the result of `listLinks`.
    mutating func append(page: JSONValue) {
        guard let page = page["links"] else { return }
        links.append(contentsOf: page.elements.lazy.map(ShownLink.init))
    }

    /// The headings of the columns for which the terminal is too narrow.
    func omittedTitles(_ appearance: Appearance) -> [String] { table.omittedTitles(appearance) }

    /// Whether a link that was replaced is among them.
    var hasReplaced: Bool { links.contains(where: \.isReplaced) }

    /// The heading and a line for each link, in order; the site is shown when there are several, and what was
    /// paid, is due, and by whom where there is anything to show.
    func lines(_ appearance: Appearance) -> [String] { table.lines(appearance) }

    private var table: TextTable {
        let showsSite = Set(links.lazy.map(\.site)).count > 1
        let columns = Self.columns.filter { column in
            switch column.shown {
            case .always: true
            case .ifAny: links.contains { !column.cell($0).text.isEmpty }
            case .ifSeveral: showsSite
            }
        }
        var table = TextTable(columns: columns.map(\.column))
        for link in links { table.append(columns.map { $0.cell(link) }) }
        return table
    }

    /// A column of the table, what it says of a link, and when it is there at all.
    private struct Column {
        enum Presence { case always, ifAny, ifSeveral }

        let column: TextTable.Column
        var shown = Presence.always
        let cell: (ShownLink) -> TextTable.Cell
    }

    private static var columns: [Column] {
        [
            // An order ID is copied into the next command, so only a very long one is cut.
            Column(column: .init("ORDER ID", columnCountMin: 20, cutsMiddle: true)) { .init($0.orderID) },
            Column(column: .init("SITE"), shown: .ifSeveral) { .init($0.site) },
            Column(column: .init("AMOUNT", alignment: .right)) { .init($0.amount) },
            Column(column: .init("PAID", alignment: .right), shown: .ifAny) { .init($0.paid) },
            Column(column: .init("DUE", alignment: .right), shown: .ifAny) { .init($0.due) },
            Column(column: .init("OVERPAID", alignment: .right), shown: .ifAny) { .init($0.overpaid) },
            Column(column: .init("STATUS")) { .init($0.status, TextStyle(status: $0.status)) },
            Column(column: .init("CREATED", dropRank: 4)) { .init($0.createdAt) },
            Column(column: .init("EXPIRES", dropRank: 2)) { .init($0.expiresAt) },
            Column(column: .init("CUSTOMER", columnCountMin: 12, dropRank: 1), shown: .ifAny) { .init($0.customer) },
            Column(column: .init("DESCRIPTION", columnCountMin: 8, dropRank: 3)) { .init($0.description) },
        ]
    }
}
