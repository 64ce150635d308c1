import PaymentLinks
import Testing

/// What is small because every function on the way of a request keeps room for it.
@Suite struct LedgerErrorTests {
    @Test func `an error takes at most three words, whatever its refusal shows`() {
        #expect(MemoryLayout<DecisionRefusal>.size > MemoryLayout<Link>.size)
        #expect(MemoryLayout<LedgerError>.stride <= 3 * MemoryLayout<Int>.size)
    }

    @Test func `only a refusal rests on an event`() {
        #expect(LedgerError.busy.restsOn == nil)
        #expect(LedgerError.refused(.unknownToken).restsOn == 0)
    }
}
