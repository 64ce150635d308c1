@testable import PaymentLinks
import Testing

@Suite struct LinkStatusTests {
    @Test func `a link is dead when nobody can pay it and nobody has`() {
        let dead = LinkStatus.allCases.filter(\.isDead)
        #expect(Set(dead) == [.declined, .cancelled, .expired, .failed])
    }

    @Test func `the words are those of the wire`() {
        let words = LinkStatus.allCases.map(\.rawValue).joined(separator: " ")
        let wire = """
            pending active uncleared completed declined cancelled expired duplicate refunded partialRefunded \
            chargedback failed
            """
        #expect(words == wire)
    }
}
