import Testing

/// A check that was never seen failing proves nothing: each mistake is made on purpose and has to be noticed.
@Suite struct SeededBugTests {
    @Test func `a journal without a bug passes every check`() async throws {
        for check in FaultCheck.all {
            #expect(try await check.complaints(nil) == [], "\(check.rows)")
        }
    }

    @Test func `every seeded bug is caught`() async throws {
        for bug in SeededBug.allCases {
            var catches: [(rows: String, complaint: String)] = []
            for check in FaultCheck.all {
                do {
                    if let first = try await check.complaints(bug).first { catches.append((check.rows, first)) }
                } catch {
                    catches.append((check.rows, "\(error)"))
                }
            }
            let rows = catches.map(\.rows).joined(separator: ", ")
            print("seeded bug: \(bug.rawValue) | caught by \(rows) | \(catches.first?.complaint.prefix(80) ?? "")")
            #expect(!catches.isEmpty, "nothing notices: \(bug.rawValue)")
        }
    }
}
