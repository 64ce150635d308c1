@testable import JournalLedger
import TestSupport
import Testing

/// A chunked array behaves like an array.
@Suite struct ChunkedArrayTests {
    @Test func `elements are read and written as in an array`() {
        var random = SeededSequence(for: #function)
        var array = ChunkedArray<UInt64>()
        var plain: [UInt64] = []
        #expect(array.isEmpty)
        for _ in 0..<3 * ChunkedArray<UInt64>.chunkCount + 5 {
            let element = random.next()
            array.append(element)
            plain.append(element)
        }
        let copy = array
        for _ in 0..<500 {
            let (index, element) = (Int.random(in: plain.indices, using: &random), random.next())
            #expect(array[index] == plain[index])
            array[index] = element
            #expect(array[index] == element)
            #expect(copy[index] == plain[index], "a copy does not change")
            array[index] = plain[index]
        }
        #expect(array.chunks.flatMap { $0 } == plain)
        #expect(array.chunks.dropLast().allSatisfy { $0.count == ChunkedArray<UInt64>.chunkCount })
        #expect(array.count == plain.count)
    }

    @Test func `a chunk is refused if it is empty, too long, or behind one that is not full`() {
        var array = ChunkedArray<UInt64>()
        let chunks: [[UInt64]] = [[], .init(repeating: 0, count: ChunkedArray<UInt64>.chunkCount + 1), [1, 2], [3]]
        let taken = chunks.map { array.append(chunk: $0) }
        #expect(taken == [false, false, true, false])
        #expect(array.count == 2)
    }
}
