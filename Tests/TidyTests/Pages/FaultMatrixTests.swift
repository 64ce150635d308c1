import Testing

/// The fault matrix is held to its word: no row is missing, and each proof it names is there.
@Suite struct FaultMatrixTests {
    private static let page = "proto-docs/faults.md"
    private static let rows = [
        "W1", "W2", "W3", "W4", "W5", "W6", "W7", "W8", "W9", "C1", "C2", "C3", "C4", "C5", "R1", "R2", "R3", "R4",
        "R5", "R6", "R7", "L1", "L2", "L3", "L4", "P1", "S1",
    ]

    @Test func `every fault names its proof`() throws {
        let text = try #require(Repository.text(at: Self.page))
        let sections = text.split(separator: "\n### ").dropFirst()
        #expect(sections.map { String($0.prefix { $0 != ":" }) }.sorted() == Self.rows.sorted())
        for section in sections {
            let fault = String(section.prefix { $0 != "\n" })
            // What the next chapter says is no proof of the last fault of this one.
            let body = section.split(separator: "\n## ").first ?? ""
            #expect(try !NamedProof.all(in: String(body)).isEmpty, "\(fault) names no proof")
        }
    }

    @Test func `every proof that the fault matrix names is there`() throws {
        let proofs = try NamedProof.all(in: try #require(Repository.text(at: Self.page)))
        #expect(proofs.count > Self.rows.count)
        for proof in proofs {
            #expect(proof.isThere, "\(proof.path) has no \(proof.name)")
        }
    }

    @Test(arguments: ["@Test func `a test`() {", "def a_row(case: Case):", "    static func a() {", "A_B: dict"])
    func `a declaration is found`(line: String) throws {
        let name = try #require(["a test", "a_row", "a", "A_B"].first { NamedProof.declares(line, $0) })
        #expect(!NamedProof.declares(line, name + "s"))
        #expect(!NamedProof.declares("// see \(name)", name))
    }
}
