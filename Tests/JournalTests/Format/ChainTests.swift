@testable import Journal
import Testing

@Suite struct ChainTests {
    private func record(_ seq: UInt64, _ count: Int, batch: UInt64, prev: RecordHash, hash: UInt64) -> Envelope {
        Envelope(seq: seq, count: count, batch: batch, prev: prev, hash: RecordHash(hash, 0, 0, 0), payload: 0..<0)
    }

    private let header = RecordHash(1, 2, 3, 4)

    @Test func `a record follows when predecessor, number and batch fit`() {
        var chain = Chain(headerHash: header)
        #expect(chain.endsWithMarker)
        let first = record(1, 2, batch: 1, prev: header, hash: 7)
        #expect(chain.objection(to: first) == nil)
        chain.append(first)
        #expect(chain.nextSeq == 3)
        #expect(chain.lastSeq == 2)
        #expect(!chain.endsWithMarker)
        #expect(chain.objection(to: record(3, 1, batch: 1, prev: first.hash, hash: 8)) == nil)
        #expect(chain.objection(to: record(3, 1, batch: 3, prev: first.hash, hash: 8)) == nil)
        #expect(chain.objection(to: record(3, 1, batch: 2, prev: first.hash, hash: 8)) == .otherBatch(found: 2))
        #expect(
            chain.objection(to: record(4, 1, batch: 1, prev: first.hash, hash: 8)) == .otherSeq(found: 4, expected: 3)
        )
        #expect(chain.objection(to: record(3, 1, batch: 1, prev: header, hash: 8)) == .otherPredecessor)
    }

    @Test func `a commit marker is a batch of its own and gives its number on`() {
        var chain = Chain(headerHash: header)
        let first = record(1, 1, batch: 1, prev: header, hash: 7)
        chain.append(first)
        #expect(chain.objection(to: record(2, 0, batch: 1, prev: first.hash, hash: 8)) == .otherBatch(found: 1))
        let marker = record(2, 0, batch: 2, prev: first.hash, hash: 8)
        #expect(chain.objection(to: marker) == nil)
        chain.append(marker)
        #expect(chain.endsWithMarker)
        #expect(chain.nextSeq == 2)
        #expect(chain.objection(to: record(2, 1, batch: 2, prev: marker.hash, hash: 9)) == nil)
    }
}
