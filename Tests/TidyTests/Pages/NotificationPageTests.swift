import Testing

/// The page about the payment service is held to its word: each row of its table names a test that is there.
@Suite struct NotificationPageTests {
    @Test func `every row of what goes wrong in practice names its proof`() throws {
        let text = try #require(Repository.text(at: "proto-docs/notifications.md"))
        let rows = text.split(separator: "\n").filter { line in
            line.hasPrefix("| ") && Int(line.dropFirst(2).prefix { $0 != " " }) != nil
        }
        #expect(rows.compactMap { Int($0.dropFirst(2).prefix { $0 != " " }) } == Array(1...22))
        for row in rows {
            let proofs = try NamedProof.all(in: String(row))
            #expect(!proofs.isEmpty, "\(row)")
            for proof in proofs { #expect(proof.isThere, "\(proof.path) has no \(proof.name)") }
        }
    }
}
