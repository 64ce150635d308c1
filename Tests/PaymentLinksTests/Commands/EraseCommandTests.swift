import Testing
@testable import PaymentLinks

@Suite struct EraseCommandTests {
    @Test func `an erasure asks for every link before it refuses, so that all are read at once`() throws {
        let keys = try (1...100).map { LinkKey(site: try SiteName("default"), orderID: try OrderID("A-\($0)")) }
        let links = NoLinks()
        let command = EraseCommand(keys: keys, reason: try Reason("asked for"))
        #expect(throws: DecisionRefusal.self) { try command.decide(in: links) }
        #expect(links.askedKeys == keys)
    }
}

/// A source that has no link in memory.
private final class NoLinks: LinkSource {
    private(set) var askedKeys: [LinkKey] = []
    let seq: UInt64 = 0

    func link(for key: LinkKey) -> Link? {
        askedKeys.append(key)
        return nil
    }

    func link(withID id: LinkID) -> Link? { nil }
    func memo(for scope: RequestScope) -> IdempotencyRecord? { nil }
    func attempts(ofRoot root: LinkKey) -> [Link] { [] }
}
