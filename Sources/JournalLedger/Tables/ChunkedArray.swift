/// A long array in chunks of equal size: growing it moves nothing, and a copy shares every chunk that neither changes.
///
/// So a reader can hold a copy as long as it needs while a writer goes on: a write to a shared chunk copies that chunk alone,
/// 200 KB at most.
package struct ChunkedArray<Element: BitwiseCopyable & Sendable>: Sendable {
    package static var chunkShift: Int { 12 }
    /// How many elements a chunk holds.
    package static var chunkCount: Int { 1 << chunkShift }

    /// The chunks in order; all but the last are full.
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

    /// Appends a whole chunk, whose capacity should be `chunkCount`; false if it is empty or too long, or if the chunk before
    /// it is not full.
    mutating func append(chunk: [Element]) -> Bool {
        guard count & (Self.chunkCount - 1) == 0, (1...Self.chunkCount).contains(chunk.count) else { return false }
        chunks.append(chunk)
        count += chunk.count
        return true
    }
}
