import Testing

@Suite struct DecisionTests {
    @Test func `every decision has its number, a title and a status`() throws {
        let pages = try Repository.files(below: "proto-docs/decisions")
        #expect(pages.count > 12)
        for (index, page) in pages.enumerated() {
            let number = String(repeating: "0", count: 4 - "\(index + 1)".count) + "\(index + 1)"
            #expect(page.path.hasPrefix("proto-docs/decisions/\(number)-"), "\(page.path) should be number \(number).")
            #expect(page.text.hasPrefix("# \(number): "), "\(page.path) begins with its number and its title.")
            let status = try page.text.matches(of: #"^\*\*Status:\*\* (Accepted|Amended by|Superseded by)\b"#)
            #expect(status.count == 1, "\(page.path) says whether it is accepted, amended or superseded.")
        }
    }
}
