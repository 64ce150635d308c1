import Testing

@Suite struct FileRuleTests {
    @Test func `a type lives in the file of its name`() throws {
        let files = try Repository.packageSwiftFiles()
        #expect(!files.isEmpty)
        let violations = files.flatMap { FileRule.violations(in: $0.text, path: $0.path) }
        expectNothingNew(violations, known: KnownExceptions.files)
    }

    @Test(arguments: [
        ("A.swift", "struct A {}", []), ("A.swift", "extension A {}", ["A.swift: A"]),
        ("A.swift", "", ["A.swift: A"]),
        ("A.swift", "enum A {}\nprivate struct B {\(lines)}", []),
        ("A.swift", "enum A {}\nstruct B { let c: Int }", []),
        ("A.swift", "enum A {}\nstruct B {\(lines)}", ["A.swift: B"]),
        ("A.swift", "enum A {}\nextension B {\(lines)}", []),
        ("A+B.swift", "extension A {}", []), ("A+B.swift", "extension C.A {}", []),
        ("A+B.swift", "struct A {}", ["A+B.swift: A"]), ("A+B.swift", "extension B {}", ["A+B.swift: A"]),
        ("A+B.swift", "extension A {}\nextension C { var d: Int { 1 } }", []),
        ("A+B.swift", "extension A {}\nextension C {\(lines)}", ["A+B.swift: C"]),
        ("A+B.swift", "extension A {}\nstruct C {\(lines)}", ["A+B.swift: C"]),
    ])
    func `a type in another file is caught`(path: String, text: String, violations: [String]) {
        #expect(FileRule.violations(in: text, path: path) == violations)
    }

    private static let lines = String(repeating: "\n", count: FileRule.companionLines)
}
