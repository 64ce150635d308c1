import Testing

@Suite struct FolderRuleTests {
    @Test func `a folder holds few files`() throws {
        let paths = try Repository.packageSwiftFiles().map(\.path)
        expectNothingNew(FolderRule.violations(in: paths), known: KnownExceptions.folders)
    }

    @Test func `a full folder is caught`() {
        let paths = (0...FolderRule.fileCount).map { "Sources/A/\($0).swift" }
        #expect(FolderRule.violations(in: paths) == ["Sources/A"])
        #expect(FolderRule.violations(in: paths.dropLast() + ["Sources/A/B/0.swift"]) == [])
    }
}
