/// Finds numbers by the 64-bit hash of a name, at some ten bytes an entry.
///
/// The names themselves are not kept: an answer is a candidate, and whoever asks has to look at the thing itself. Two names
/// are taken for each other once in some billions of look-ups.
///
/// 1,024 tables with open addressing, of which the hash's upper bits choose one: so growing is never felt, since only one
/// small table grows at a time.
package struct FingerprintTable: Sendable {
    private static let segmentBits: UInt64 = 10
    static let segmentCount = 1 << Int(segmentBits)

    /// Each slot has the lower half of a hash above, and one more than the entry's number below; 0 is free.
    private(set) var segments = [[UInt64]](repeating: [], count: segmentCount)
    private var counts = [Int32](repeating: 0, count: segmentCount)

    package init() {}

    /// How many entries there are.
    package var count: Int { counts.reduce(0) { $0 + Int($1) } }

    /// Adds an entry; a hash may have several.
    package mutating func insert(_ number: UInt32, for hash: UInt64) {
        precondition(number < .max, "an index has at most 2^32 - 1 entries")
        let segment = Self.segment(of: hash)
        let used = Int(counts[segment])
        if used * 8 >= segments[segment].count * 7 { grow(segment) }
        Self.put(hash << 32 | UInt64(number) + 1, into: &segments[segment])
        counts[segment] += 1
    }

    /// The numbers that were added for a hash, in no order.
    package func candidates(for hash: UInt64) -> Candidates {
        Candidates(slots: segments[Self.segment(of: hash)], tag: UInt32(truncatingIfNeeded: hash))
    }

    /// Whether anything was added for a hash.
    func contains(_ hash: UInt64) -> Bool {
        var candidates = candidates(for: hash)
        return candidates.next() != nil
    }

    /// Numbers whose names may be the one that was asked for.
    package struct Candidates: Sequence, IteratorProtocol {
        private let slots: [UInt64]
        private let tag: UInt32
        private var position: Int

        fileprivate init(slots: [UInt64], tag: UInt32) {
            self.slots = slots
            self.tag = tag
            position = slots.isEmpty ? 0 : FingerprintTable.home(of: tag, among: slots.count)
        }

        package mutating func next() -> UInt32? {
            guard !slots.isEmpty else { return nil }
            // A table is never full, so a free slot ends the walk.
            while case let slot = slots[position], slot != 0 {
                position = position + 1 == slots.count ? 0 : position + 1
                if UInt32(truncatingIfNeeded: slot >> 32) == tag { return UInt32(truncatingIfNeeded: slot) - 1 }
            }
            return nil
        }
    }

    private mutating func grow(_ segment: Int) {
        let old = segments[segment]
        var new = [UInt64](repeating: 0, count: old.count + old.count / 3 + 8)
        for slot in old where slot != 0 { Self.put(slot, into: &new) }
        segments[segment] = new
    }

    /// Takes one of the tables as it was stored; false if it can't be one.
    mutating func restore(_ slots: [UInt64], segment: Int) -> Bool {
        let used = slots.count { $0 != 0 }
        guard segments.indices.contains(segment), slots.isEmpty || used < slots.count else { return false }
        segments[segment] = slots
        counts[segment] = Int32(used)
        return true
    }

    private static func put(_ slot: UInt64, into slots: inout [UInt64]) {
        var position = home(of: UInt32(truncatingIfNeeded: slot >> 32), among: slots.count)
        while slots[position] != 0 { position = position + 1 == slots.count ? 0 : position + 1 }
        slots[position] = slot
    }

    private static func segment(of hash: UInt64) -> Int { Int(hash >> (64 - segmentBits)) }

    /// Where the search for a tag begins: tags that are spread over all numbers are spread over all locations.
    static func home(of tag: UInt32, among count: Int) -> Int { Int((UInt64(tag) * UInt64(count)) >> 32) }
}
