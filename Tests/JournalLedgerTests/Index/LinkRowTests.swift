@testable import JournalLedger
import Testing

/// The entries of the index are small: a journal may have millions of links.
@Suite struct LinkRowTests {
    @Test func `a row takes 48 bytes, a change 16`() {
        #expect(MemoryLayout<LinkRow>.stride == 48)
        #expect(MemoryLayout<LinkChange>.stride == 16)
    }
}
