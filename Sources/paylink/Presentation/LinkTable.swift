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

    /// The heading and a line for each link, in order; the site is shown when there are several,
    /// and what was paid when anything was.
    func lines(_ appearance: Appearance) -> [String] {
        let showsSite = Set(links.lazy.map(\.site)).count > 1
        let showsPaid = links.contains { !$0.paid.isEmpty }
        var table = TextTable(columns: Self.columns(showsSite: showsSite, showsPaid: showsPaid))
        for link in links { table.append(Self.row(link, showsSite: showsSite, showsPaid: showsPaid)) }
        return table.lines(appearance)
    }

    private static func columns(showsSite: Bool, showsPaid: Bool) -> [TextTable.Column] {
        var columns = [
            // An order ID is copied into the next command, so only a very long one is cut.
            TextTable.Column("ORDER ID", columnCountMin: 20, cutsMiddle: true),
            TextTable.Column("AMOUNT", alignment: .right),
            TextTable.Column("STATUS"),
            TextTable.Column("CREATED", dropRank: 3),
            TextTable.Column("EXPIRES", dropRank: 1),
            TextTable.Column("DESCRIPTION", columnCountMin: 8, dropRank: 2),
        ]
        if showsPaid { columns.insert(TextTable.Column("PAID", alignment: .right), at: 2) }
        if showsSite { columns.insert(TextTable.Column("SITE"), at: 1) }
        return columns
    }

    private static func row(_ link: ShownLink, showsSite: Bool, showsPaid: Bool) -> [TextTable.Cell] {
        var row = [
            TextTable.Cell(link.orderID),
            TextTable.Cell(link.amount),
            TextTable.Cell(link.status, TextStyle(status: link.status)),
            TextTable.Cell(link.createdAt),
            TextTable.Cell(link.expiresAt),
            TextTable.Cell(link.description),
        ]
        if showsPaid { row.insert(TextTable.Cell(link.paid), at: 2) }
        if showsSite { row.insert(TextTable.Cell(link.site), at: 1) }
        return row
    }
}
