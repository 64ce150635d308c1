import Testing

/// A command that people are advised to type is written in one place, which adds what it needs, such as `--site`.
@Suite struct AdvisedCommandTests {
    private static let pattern =
        #"paylink (?:cancel|duplicate|erase|generate|mail|pay|refund|replace|show|update) [^"\n]*\\\("#

    @Test func `no other sentence of the tool puts one together`() throws {
        let files = try Repository.swiftFiles(below: "Sources/paylink")
        #expect(files.count > 50)
        for file in files {
            let lines = try file.text.matches(of: Self.pattern).map(\.line)
            #expect(lines.isEmpty, "\(file.path): line \(lines) has a command; AdvisedCommand writes it")
        }
    }

    @Test func `the pattern finds one`() throws {
        #expect(try #"end it: paylink cancel \(order.shellWord)"#.matches(of: Self.pattern).count == 1)
    }
}
