@testable import PaymentLinks
import Testing

@Suite struct LinkStatusTests {
    @Test func `a link is dead if it is unpaid and not payable`() {
        let dead = LinkStatus.allCases.filter(\.isDead)
        #expect(Set(dead) == [.declined, .cancelled, .expired, .failed])
    }

    @Test func `the raw values are the wire's`() {
        let words = LinkStatus.allCases.map(\.rawValue).joined(separator: " ")
        let wire = """
            pending active uncleared completed declined cancelled expired duplicate refunded partialRefunded \
            chargedback failed
            """
        #expect(words == wire)
    }
}
