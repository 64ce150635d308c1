import Testing

@Suite struct RepositoryTests {
    /// What may stand at the top beside dot-files; the last is what the build leaves there, and is ignored.
    private static let topLevel: Set = [
        "Package.swift", "Sources", "Tests", "proto-docs", "deploy", "README.md", "Package.resolved",
    ]

    @Test func `the top level holds only what belongs there`() throws {
        let extra = try Repository.names(in: ".").filter { !$0.hasPrefix(".") && !Self.topLevel.contains($0) }
        #expect(extra == [])
    }

    @Test(arguments: ["deploy/try", "Tests/run"])
    func `the first page names the commands that try and check everything`(command: String) throws {
        let page = try #require(Repository.text(at: "README.md"), "There is no README.md.")
        #expect(page.contains(command))
        #expect(Repository.exists(command, from: ""))
    }

    @Test func `the project speaks of itself alone`() throws {
        let places = ["Package.swift", "README.md", "Sources", "Tests", "proto-docs", "deploy", ".ci"]
        for file in try places.flatMap({ try Repository.files(below: $0) }) {
            let found = try Self.strayWords(in: file.text, path: file.path)
            #expect(found.isEmpty, "\(file.path): \(found.joined(separator: ", "))")
        }
    }

    @Test(arguments: [
        "see /wo" + "rk/main", "an A" + "I-generated file", "asked a sub" + "agent", "a language " + "model wrote it",
        "in this sess" + "ion", "open /tmp/x",
    ])
    func `a stray word is caught`(text: String) throws {
        #expect(try Self.strayWords(in: text, path: "Sources/Journal/A.swift").count == 1)
    }

    @Test(arguments: ["network/x", "a session's end", "said again", "models of payment", "--socket /tmp/paylinkd.sock"])
    func `ordinary words are not caught`(text: String) throws {
        #expect(try Self.strayWords(in: text, path: "Sources/Journal/A.swift") == [])
    }

    /// Words about how or where the files were made.
    ///
    /// They are cut in two here, so that this file does not contain them.
    private static func strayWords(in text: String, path: String) throws -> [String] {
        var patterns = [
            "(?<![\\w.])/wo" + "rk/", "(?<![\\w.])/ro" + "ot/", "(?i)\\bA" + "I[- ]generated",
            "(?i)\\bsub" + "agents?\\b",
            "(?i)\\blanguage " + "model", "(?i)\\bthis sess" + "ion\\b", "(?i)\\bchat" + "bot\\b",
        ]
        let mayUseScratch = path.hasPrefix("Tests/") || path.hasPrefix("deploy/")
        // Elsewhere an example may show a scratch file, if it bears the program's name.
        if !mayUseScratch { patterns.append("/tmp/(?!paylink)") }
        return try patterns.flatMap { try text.matches(of: $0).map(\.text) }
    }
}
