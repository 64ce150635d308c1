/// A hash table from the 64-bit hash of a name to numbers, in about ten bytes an entry.
///
/// The names are not stored: a result is a candidate, and the caller compares the name itself. A look-up finds a wrong
/// candidate once in some billions of times.
///
/// 1,024 tables with open addressing, chosen by the upper bits of the hash: only one small table grows at a time, so no insert
/// takes long.
package struct FingerprintTable: Sendable {
    private static let segmentBits: UInt64 = 10
    static let segmentCount = 1 << Int(segmentBits)

    /// A slot has the lower half of the hash in its upper 32 bits, and one more than the number in its lower; 0 is free.
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

    /// The numbers inserted for a hash, in no order.
    package func candidates(for hash: UInt64) -> Candidates {
        Candidates(slots: segments[Self.segment(of: hash)], tag: UInt32(truncatingIfNeeded: hash))
    }

    /// Whether any number was inserted for a hash.
    func contains(_ hash: UInt64) -> Bool {
        var candidates = candidates(for: hash)
        return candidates.next() != nil
    }

    /// The numbers whose names may be the one looked up.
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
            // A table is never full, so the search ends at a free slot.
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

    /// Restores one of the tables from its slots; false if they can't be a table.
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

    /// The slot at which the search for a tag begins: evenly spread tags give evenly spread slots.
    static func home(of tag: UInt32, among count: Int) -> Int { Int((UInt64(tag) * UInt64(count)) >> 32) }
}
