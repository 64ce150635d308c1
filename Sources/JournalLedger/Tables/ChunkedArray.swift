/// A long array in pieces of equal size: growing it moves nothing, and a copy shares every piece that stays as it is.
///
/// So a reader may walk over a copy for as long as it likes while a writer goes on: what the writer changes meanwhile
/// costs it one copy of the piece concerned, some 200 KB at most.
package struct ChunkedArray<Element: BitwiseCopyable & Sendable>: Sendable {
    package static var chunkShift: Int { 12 }
    /// How many elements a piece has.
    package static var chunkCount: Int { 1 << chunkShift }

    /// The pieces in order; all but the last are full.
    package private(set) var chunks: [[Element]] = []
    package private(set) var count = 0

    package init() {}

    package var isEmpty: Bool { count == 0 }

    package subscript(index: Int) -> Element {
        get { chunks[index >> Self.chunkShift][index & (Self.chunkCount - 1)] }
        set { chunks[index >> Self.chunkShift][index & (Self.chunkCount - 1)] = newValue }
    }

    package mutating func append(_ element: Element) {
        if count & (Self.chunkCount - 1) == 0 {
            var chunk: [Element] = []
            chunk.reserveCapacity(Self.chunkCount)
            chunks.append(chunk)
        }
        chunks[chunks.count - 1].append(element)
        count += 1
    }

    /// Takes the next piece as it was stored, with room for as many elements as a piece has; false if it does not fit
    /// behind the ones before.
    mutating func append(chunk: [Element]) -> Bool {
        guard count & (Self.chunkCount - 1) == 0, (1...Self.chunkCount).contains(chunk.count) else { return false }
        chunks.append(chunk)
        count += chunk.count
        return true
    }
}
