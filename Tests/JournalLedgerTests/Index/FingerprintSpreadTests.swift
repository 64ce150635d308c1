@testable import JournalLedger
import Testing

/// A search that began in the same place for every name would still find each, only as slowly as a list.
@Suite struct FingerprintSpreadTests {
    @Test(arguments: [(UInt32.min, 0), (1 << 29, 1), (1 << 31, 4), (.max, 7)])
    func `searches begin all over a table`(tag: UInt32, location: Int) {
        #expect(FingerprintTable.home(of: tag, among: 8) == location)
    }
}
