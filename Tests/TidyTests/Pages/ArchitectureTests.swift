import Testing

/// The page that shows the house is held to the house.
@Suite struct ArchitectureTests {
    private static let page = "proto-docs/architecture.md"

    @Test func `the page has every target with the imports that it may have`() throws {
        let rows = Self.rows(in: try #require(Repository.text(at: Self.page)))
        let targets = try Repository.names(in: "Sources").filter { ImportRules.table[$0] != nil }
        #expect(rows.map(\.target).sorted() == targets.sorted())
        for row in rows {
            let granted = try #require(ImportRules.table[row.target], "\(row.target) is no target.")
            let shown = row.isOfAll ? row.imports.union(ImportRules.ours) : row.imports
            // What only a target of ours brings along is not worth a word for the one that may import all.
            let wanted = row.isOfAll ? granted.union(ImportRules.ours) : granted
            let missing = wanted.subtracting(shown).subtracting(row.isOfAll ? Self.brought(by: rows) : [])
            #expect(missing.isEmpty, "\(row.target) may also import \(missing.sorted()).")
            #expect(shown.isSubset(of: wanted), "\(row.target) may not import \(shown.subtracting(wanted).sorted()).")
        }
    }

    @Test func `every name on the page is declared`() throws {
        let text = try #require(Repository.text(at: Self.page))
        var known = Set(ImportRules.table.keys).union(ImportRules.table.values.joined()).union(ImportRules.everywhere)
        for file in try Repository.packageSwiftFiles() {
            known.formUnion(DeclarationReader.declarations(in: SourceText(file.text).code).map(\.name))
        }
        known.formUnion(try Repository.names(in: "Tests"))
        let names = Set(try text.matches(of: #"`([A-Z]\w+)(?:\.\w+)?`"#).map(\.text))
        #expect(names.count > 40)
        #expect(names.subtracting(known) == [])
    }

    private struct Row {
        let target: String
        let imports: Set<String>
        let isOfAll: Bool
    }

    /// What the rows before the one that may import all of them name.
    private static func brought(by rows: [Row]) -> Set<String> {
        rows.reduce(into: []) { $0.formUnion($1.imports) }
    }

    /// The rows of the table whose header ends with "may import".
    private static func rows(in text: String) -> [Row] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let start = lines.firstIndex { $0.hasSuffix("| may import |") } ?? lines.endIndex
        return lines[start...].dropFirst(2).prefix { $0.hasPrefix("|") }.compactMap { line in
            let cells = line.split(separator: "|").map(String.init)
            guard cells.count >= 2, let target = words(in: cells[0]).first else { return nil }
            let imports = cells.count > 2 ? cells[2] : ""
            return Row(target: target, imports: Set(words(in: imports)), isOfAll: imports.hasPrefix(" all of these"))
        }
    }

    /// What stands in backticks.
    private static func words(in cell: String) -> [String] {
        cell.split(separator: "`", omittingEmptySubsequences: false).enumerated()
            .filter { $0.offset % 2 == 1 }.map { String($0.element) }
    }
}
