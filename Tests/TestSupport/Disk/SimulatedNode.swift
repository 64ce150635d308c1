/// A file of the simulated disk: the bytes that readers see, those that would survive, and the sectors that differ.
struct SimulatedNode {
    static let sectorByteCount = 512

    var cached: [UInt8] = []
    var disk: [UInt8] = []
    private var dirtySectors: Set<Int> = []

    init() {}

    /// A file whose bytes are synced.
    init(cached: [UInt8]) {
        self.cached = cached
        disk = cached
    }

    mutating func write(_ bytes: [UInt8], at offset: Int) {
        guard !bytes.isEmpty else { return }
        Self.store(bytes, at: offset, in: &cached)
        let sectors = offset / Self.sectorByteCount...(offset + bytes.count - 1) / Self.sectorByteCount
        dirtySectors.formUnion(sectors)
    }

    mutating func truncate(to size: Int) {
        if size < cached.count { cached.removeSubrange(size...) }
        dirtySectors.insert(size / Self.sectorByteCount)
    }

    /// Stores the dirty sectors and the size; a data sync need not store that the file became shorter.
    mutating func sync(dataOnly: Bool) {
        for sector in dirtySectors { store(sector) }
        dirtySectors = []
        if cached.count < disk.count {
            if !dataOnly { disk = Array(disk.prefix(cached.count)) }
            return
        }
        disk += [UInt8](repeating: 0, count: cached.count - disk.count)
    }

    /// Marks dirty sectors clean: the cache shows them, no sync will store them.
    mutating func failSync() {
        dirtySectors = []
    }

    /// Reads everything that is not waiting to be written from the disk again.
    mutating func dropCache(from offset: Int) {
        var clean = disk
        clean += [UInt8](repeating: 0, count: max(0, cached.count - disk.count))
        for sector in dirtySectors {
            Self.store(Array(cached[range(of: sector)]), at: range(of: sector).lowerBound, in: &clean)
        }
        let kept = min(offset, cached.count)
        cached = Array(cached.prefix(kept) + clean.prefix(cached.count).dropFirst(kept))
    }

    /// Loses the cache: each unsynced sector was stored, was not, or (beyond the old end) is ruined.
    mutating func cutPower(using random: inout some RandomNumberGenerator) {
        let durableByteCount = disk.count
        let keepsNewSize = Bool.random(using: &random)
        for sector in dirtySectors.sorted() {
            switch Int.random(in: 0..<8, using: &random) {
            case 0..<4: store(sector)
            case 4 where sector * Self.sectorByteCount >= durableByteCount: ruin(sector, using: &random)
            default: break
            }
        }
        let isCut = cached.count < durableByteCount
        if isCut {
            // Zeros behind the new end may reach the disk before the new end does.
            let sectorEnd = min(durableByteCount, (cached.count / Self.sectorByteCount + 1) * Self.sectorByteCount)
            if Bool.random(using: &random) {
                for index in cached.count..<sectorEnd { disk[index] = 0 }
            }
            disk = keepsNewSize ? Array(disk.prefix(cached.count)) : disk
        } else if !keepsNewSize {
            let byteCount = Int.random(in: durableByteCount...max(durableByteCount, disk.count), using: &random)
            disk = Array(disk.prefix(byteCount))
        }
        cached = disk
        dirtySectors = []
    }

    private mutating func store(_ sector: Int) {
        let range = range(of: sector)
        Self.store(Array(cached[range]), at: range.lowerBound, in: &disk)
    }

    private mutating func ruin(_ sector: Int, using random: inout some RandomNumberGenerator) {
        let range = range(of: sector)
        let garbage = range.map { _ in UInt8.random(in: 0...255, using: &random) }
        Self.store(garbage, at: range.lowerBound, in: &disk)
    }

    /// The bytes of a sector, as far as the cached file has them.
    private func range(of sector: Int) -> Range<Int> {
        let start = min(sector * Self.sectorByteCount, cached.count)
        return start..<min(start + Self.sectorByteCount, cached.count)
    }

    private static func store(_ bytes: [UInt8], at offset: Int, in file: inout [UInt8]) {
        guard !bytes.isEmpty else { return }
        if file.count < offset + bytes.count { file += [UInt8](repeating: 0, count: offset + bytes.count - file.count) }
        file.withUnsafeMutableBytes { target in
            UnsafeMutableRawBufferPointer(rebasing: target[offset...]).copyBytes(from: bytes)
        }
    }
}
