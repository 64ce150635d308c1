@testable import paylink
import TestSupport
import Testing

/// CSV as spreadsheets write it (RFC 4180).
@Suite struct CSVReaderTests {
    private func records(_ text: String) throws -> [[String]] {
        var reader = try CSVReader(Array(text.utf8))
        var records: [[String]] = []
        while let record = try reader.next() { records.append(record.fields) }
        return records
    }

    private func error(_ bytes: [UInt8]) -> SheetError? {
        do throws(SheetError) {
            var reader = try CSVReader(bytes)
            while try reader.next() != nil {}
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [
        ("a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]), ("a,b\n1,2", [["a", "b"], ["1", "2"]]),
        ("a;b\n1,5;2\n", [["a", "b"], ["1,5", "2"]]), ("a\tb\r1;2\t3\r", [["a", "b"], ["1;2", "3"]]),
        ("\u{FEFF}a,b\n", [["a", "b"]]), ("a\n\"x,\"\"y\"\"\r\nz\"\n", [["a"], ["x,\"y\"\r\nz"]]),
        ("\"a;x\",b\n", [["a;x", "b"]]), ("a,b\n,\n\n \"x\",\n", [["a", "b"], [" \"x\"", ""]]), ("", []),
    ])
    func `rows and fields`(text: String, expected: [[String]]) throws {
        #expect(try records(text) == expected)
    }

    @Test func `rows are counted as spreadsheets count them, empty ones too`() throws {
        var reader = try CSVReader(Array("a,b\n\n\"x\ny\",1\n,\nz,2".utf8))
        var rows: [Int] = []
        while let record = try reader.next() { rows.append(record.row) }
        #expect(rows == [1, 3, 5])
    }

    @Test func `what is no CSV is refused with its place`() {
        #expect(error(Array("a,b\n1,\"2".utf8)) == .openQuote(row: 2, field: 2))
        #expect(error(Array("a\n\"x\"y\n".utf8)) == .textBehindQuote(row: 2, field: 1))
        #expect(error(Array("a\nCaf".utf8) + [0xE9, 0x0A]) == .notUTF8(row: 2))
        #expect(error([0xFF, 0xFE, 0x61, 0x00]) == .notUTF8(row: 1))
    }

    @Test func `random sheets come back as they were written`() throws {
        var random = SeededSequence(for: #function)
        for round in 0..<400 {
            let separator = [",", ";", "\t"].randomElement(using: &random) ?? ","
            let lineEnd = ["\n", "\r\n", "\r"].randomElement(using: &random) ?? "\n"
            let width = Int.random(in: 2...6, using: &random)
            let head = (0..<width).map { "c\($0)" }
            let rows = (0..<Int.random(in: 0...8, using: &random)).map { _ in
                ["x"] + (1..<width).map { _ in field(using: &random) }
            }
            let written = ([head] + rows).map { row in
                row.map { quoted($0, always: Bool.random(using: &random)) }.joined(separator: separator)
            }
            let mark = Bool.random(using: &random) ? "\u{FEFF}" : ""
            let last = Bool.random(using: &random) ? lineEnd : ""
            let text = mark + written.joined(separator: lineEnd) + last
            #expect(try records(text) == [head] + rows, "round \(round)")
        }
    }

    private func field(using random: inout SeededSequence) -> String {
        let scalars: [Unicode.Scalar] = Array("a1,;\t\"\r\n é字🚲'=".unicodeScalars)
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...6, using: &random) { text.append(scalars.randomElement(using: &random) ?? "x") }
        return String(text)
    }

    private func quoted(_ field: String, always: Bool) -> String {
        let special = Set(",;\t\"\r\n".unicodeScalars)
        guard always || field.unicodeScalars.contains(where: special.contains) else { return field }
        var text = "\""
        for scalar in field.unicodeScalars { text += scalar == "\"" ? "\"\"" : String(scalar) }
        return text + "\""
    }
}
