@testable import JournalLedger
import PaymentLinks
import Testing

@Suite struct LedgerStateTests {
    @Test func `a candidate has no room for a link`() {
        #expect(MemoryLayout<LedgerState.Candidate>.size < MemoryLayout<Link>.size / 4)
    }
}
