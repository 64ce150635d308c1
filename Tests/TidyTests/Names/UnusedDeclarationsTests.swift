import Testing

@Suite struct UnusedDeclarationsTests {
    @Test func `nothing stands in the product that the product does not use`() throws {
        var unused = UnusedDeclarations()
        for file in try Repository.swiftFiles(below: "Sources") { unused.add(file.text, path: file.path) }
        var idle = Set(LibraryRequirement.all.map(\.name))
        let ours = unused.all.filter { found in
            let name = found.split(separator: " ").last.map(String.init) ?? ""
            return idle.remove(name) == nil && !LibraryRequirement.all.contains { $0.name == name }
        }
        expectNothingNew(ours, known: KnownExceptions.names)
        #expect(idle.isEmpty, "Nothing needs these entries of LibraryRequirement any more.")
    }

    @Test func `a declaration is used by any file but not by its namesakes`() {
        var unused = UnusedDeclarations()
        unused.add(
            """
            struct Used { var dead: Int { 1 } }
            protocol Asked { func never() }
            enum Kind: String { case one, two = "2" }
            // dead is mentioned here, and "dead" there.
            extension Lonely { func never() {} }
            """,
            path: "A.swift"
        )
        unused.add("struct Lonely {}\nlet used = Used().kind(\\Kind.one)", path: "B.swift")
        #expect(
            unused.all == ["A.swift: Asked", "A.swift: dead", "A.swift: never", "B.swift: Lonely", "B.swift: used"]
        )
    }
}
