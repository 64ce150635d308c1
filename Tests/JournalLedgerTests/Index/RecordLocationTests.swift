@testable import JournalLedger
import Testing

/// A location packs offset, length and kind into 8 bytes.
@Suite struct RecordLocationTests {
    @Test func `offset, length and kind survive at the limits of their ranges`() {
        for offset in [1, 2, 4096, 1 << 31, 1 << 32, RecordLocation.offsetMax - 1] {
            for length in [1, 2, 255, 1 << 20, (1 << 26) - 1, 1 << 26] {
                for isEvent in [false, true] {
                    let location = RecordLocation(offset: offset, length: length, isEvent: isEvent)
                    #expect(location.offset == offset)
                    #expect(location.length == length)
                    #expect(location.isEvent == isEvent)
                    #expect(location.isWritten)
                }
            }
        }
        #expect(!RecordLocation.unwritten.isWritten)
        #expect(MemoryLayout<RecordLocation>.size == 8)
    }
}
