import Testing

@Suite struct ImportRulesTests {
    @Test func `every import is in the table`() throws {
        var checkedCount = 0
        for file in try Repository.swiftFiles(below: "Sources") {
            let target = String(file.path.split(separator: "/")[1])
            let violations = try ImportRules.violations(in: file.text, target: target, path: file.path)
            #expect(violations.isEmpty, "\(violations.joined(separator: "\n"))")
            checkedCount += 1
        }
        #expect(checkedCount > 0, "No source was found, so nothing was checked.")
    }

    @Test(arguments: ["Standin", "TestSupport", "paylink-standin"])
    func `what tests share imports only what is in the table`(target: String) throws {
        let files = try Repository.swiftFiles(below: "Tests/\(target)")
        #expect(!files.isEmpty)
        for file in files {
            let violations = try ImportRules.violations(in: file.text, target: target, path: file.path)
            #expect(violations.isEmpty, "\(violations.joined(separator: "\n"))")
        }
    }

    @Test(arguments: [
        "import NIOCore", "package import NIOCore", "@preconcurrency import NIOCore", "@testable import NIOCore",
        "import struct NIOCore.ByteBuffer", "@_spi(Inside) private import NIOCore", "    internal import NIOCore.Part",
        "import Foundation",
    ])
    func `a forbidden import is caught however it is written`(line: String) throws {
        let found = try ImportRules.violations(in: "// first\n\(line)\n", target: "PaymentLinks", path: "a.swift")
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("a.swift:2: PaymentLinks may not import ") == true)
    }

    @Test(arguments: [
        "import Glibc", "package import FoundationEssentials", "// import NIOCore", "let a = \"import NIOCore\"",
        "import PaymentLinks", "let important = 1",
    ])
    func `what is allowed, and what only looks like an import, is not caught`(line: String) throws {
        #expect(try ImportRules.violations(in: line, target: "PaymentLinks", path: "a.swift").isEmpty)
    }

    @Test func `a target that nobody wrote down is caught`() throws {
        #expect(try !ImportRules.violations(in: "", target: "Shortcuts", path: "a.swift").isEmpty)
    }

    @Test func `the pure targets stay pure`() {
        #expect(ImportRules.table["PaymentLinks"] == [])
        #expect(ImportRules.table["JSON"] == [])
        #expect(ImportRules.table["LinkService"]?.isDisjoint(with: ["Journal", "JournalLedger", "Storage"]) == true)
    }
}
