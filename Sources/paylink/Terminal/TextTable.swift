/// A table of text that is made to fit a width.
///
/// Columns that may be cut are cut first; if that is not enough, those that may be left out are left out, the one with
/// the lowest rank first. What may be neither stays whole, even if the table gets too wide.
struct TextTable: Sendable {
    /// One column.
    struct Column: Sendable {
        /// To which side a column's texts are moved.
        enum Alignment: Sendable { case left, right }

        let title: String
        var alignment = Alignment.left
        /// The width down to which its texts may be cut; nil never cuts them.
        var columnCountMin: Int?
        /// Whether the middle of a text is cut out instead of its end, for names whose ends tell them apart.
        var cutsMiddle: Bool
        /// The place among the columns that may be left out; nil never leaves it out.
        var dropRank: Int?

        init(
            _ title: String,
            alignment: Alignment = .left,
            columnCountMin: Int? = nil,
            cutsMiddle: Bool = false,
            dropRank: Int? = nil
        ) {
            self.title = title
            self.alignment = alignment
            self.columnCountMin = columnCountMin
            self.cutsMiddle = cutsMiddle
            self.dropRank = dropRank
        }
    }

    /// One text with its style.
    struct Cell: Sendable {
        let text: String
        let style: TextStyle

        /// Makes the text printable.
        init(_ text: String, _ style: TextStyle = .plain) {
            self.text = text.printable
            self.style = style
        }
    }

    private let columns: [Column]
    private var rows: [[Cell]] = []
    private static let gap = 2

    /// Starts without rows.
    init(columns: [Column]) {
        self.columns = columns
    }

    /// Adds a row; it has a cell for each column.
    mutating func append(_ row: [Cell]) {
        precondition(row.count == columns.count, "a row has a cell for each column")
        rows.append(row)
    }

    /// The heading and the rows, each without trailing spaces.
    func lines(_ appearance: Appearance) -> [String] {
        let layout = layout(columnCountMax: appearance.columnCount)
        let heading = columns.map { Cell($0.title, .heading) }
        return ([heading] + rows).map { line($0, layout, appearance) }
    }

    /// The headings of the columns that are left out, since the table would get too wide.
    func omittedTitles(_ appearance: Appearance) -> [String] {
        let shown = layout(columnCountMax: appearance.columnCount).map(\.column)
        return columns.indices.filter { !shown.contains($0) }.map { columns[$0].title }
    }

    /// The columns that are shown, in order, and how wide.
    private typealias Layout = [(column: Int, width: Int)]

    private func layout(columnCountMax: Int) -> Layout {
        let natural = columns.indices.map { index in
            rows.reduce(columns[index].title.columnCount) { max($0, $1[index].text.columnCount) }
        }
        let droppable = columns.indices.filter { columns[$0].dropRank != nil }
            .sorted { columns[$0].dropRank ?? 0 < columns[$1].dropRank ?? 0 }
        var layout: Layout = []
        for dropCount in 0...droppable.count {
            let dropped = droppable.prefix(dropCount)
            layout = columns.indices.filter { !dropped.contains($0) }.map { ($0, natural[$0]) }
            if narrow(&layout, to: columnCountMax) { return layout }
        }
        return layout
    }

    /// Cuts what may be cut; tells whether the layout fits then.
    private func narrow(_ layout: inout Layout, to columnCountMax: Int) -> Bool {
        var excess = layout.reduce(Self.gap * (layout.count - 1)) { $0 + $1.width } - columnCountMax
        for position in layout.indices.reversed() where excess > 0 {
            guard let least = columns[layout[position].column].columnCountMin else { continue }
            let saved = min(excess, max(0, layout[position].width - least))
            layout[position].width -= saved
            excess -= saved
        }
        return excess <= 0
    }

    private func line(_ row: [Cell], _ layout: Layout, _ appearance: Appearance) -> String {
        var line = ""
        var owedSpaces = 0
        for (index, width) in layout {
            let whole = row[index].text
            let cutsMiddle = columns[index].cutsMiddle
            let text = cutsMiddle ? whole.cutInTheMiddle(toColumnCount: width) : whole.cut(toColumnCount: width)
            let padding = max(0, width - text.columnCount)
            if columns[index].alignment == .right { owedSpaces += padding }
            if !text.isEmpty {
                line += String(repeating: " ", count: owedSpaces) + appearance.styled(text, row[index].style)
                owedSpaces = 0
            }
            owedSpaces += Self.gap + (columns[index].alignment == .left ? padding : 0)
        }
        return line
    }
}
