@testable import paylink
import Testing

@Suite struct TextTableTests {
    private static func plain(_ columnCount: Int) -> Appearance {
        Appearance(isTerminal: false, windowColumnCount: columnCount) { _ in nil }
    }

    private func table() -> TextTable {
        var table = TextTable(columns: [
            TextTable.Column("ID"),
            TextTable.Column("AMOUNT", alignment: .right),
            TextTable.Column("WHEN", dropRank: 1),
            TextTable.Column("TEXT", columnCountMin: 5, dropRank: 2),
        ])
        table.append(["A-1", "9.95 EUR", "2026-11-22", "two chairs"].map { TextTable.Cell($0) })
        table.append(["日本", "1249.00 EUR", "2026-11-21", "a"].map { TextTable.Cell($0) })
        return table
    }

    @Test func `columns are aligned by what is seen`() {
        #expect(
            table().lines(Self.plain(80)) == [
                "ID         AMOUNT  WHEN        TEXT",
                "A-1      9.95 EUR  2026-11-22  two chairs",
                "日本  1249.00 EUR  2026-11-21  a",
            ]
        )
    }

    @Test func `texts are cut before a column goes`() {
        #expect(
            table().lines(Self.plain(37)) == [
                "ID         AMOUNT  WHEN        TEXT",
                "A-1      9.95 EUR  2026-11-22  two c…",
                "日本  1249.00 EUR  2026-11-21  a",
            ]
        )
    }

    @Test func `the column of the lowest rank goes first, and its room is used`() {
        #expect(table().lines(Self.plain(30))[1] == "A-1      9.95 EUR  two chairs")
        #expect(table().lines(Self.plain(18))[1] == "A-1      9.95 EUR")
    }

    @Test func `what may not go stays whole in the narrowest window`() {
        #expect(table().lines(Self.plain(3))[2] == "日本  1249.00 EUR")
    }

    @Test func `every line fits every width that can be met`() {
        for columnCount in 17..<60 {
            for line in table().lines(Self.plain(columnCount)) { #expect(line.columnCount <= columnCount) }
        }
    }

    @Test func `styles are for terminals and take no room`() {
        var table = TextTable(columns: [TextTable.Column("STATUS"), TextTable.Column("TEXT")])
        table.append([TextTable.Cell("active", .good), TextTable.Cell("x")])
        let terminal = Appearance(isTerminal: true, windowColumnCount: 80) { _ in nil }
        #expect(table.lines(terminal)[1] == "\u{1B}[32mactive\u{1B}[0m  x")
        #expect(table.lines(Self.plain(80))[1] == "active  x")
    }

    @Test func `a text can't steer the terminal`() {
        var table = TextTable(columns: [TextTable.Column("TEXT")])
        table.append([TextTable.Cell("\u{1B}]0;owned\u{7}")])
        #expect(!table.lines(Self.plain(80)).joined().contains("\u{1B}"))
    }
}
