/// A file of the simulated disk: what readers see, what would survive, and which sectors differ for now.
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
        if cached.count < offset + bytes.count {
            cached.append(contentsOf: repeatElement(0, count: offset + bytes.count - cached.count))
        }
        cached.replaceSubrange(offset..<offset + bytes.count, with: bytes)
        let sectors = offset / Self.sectorByteCount...(offset + bytes.count - 1) / Self.sectorByteCount
        dirtySectors.formUnion(sectors)
    }

    mutating func truncate(to size: Int) {
        if size < cached.count { cached.removeSubrange(size...) }
        dirtySectors.insert(size / Self.sectorByteCount)
    }

    mutating func sync() {
        for sector in dirtySectors { store(sector) }
        disk = Array(disk.prefix(cached.count))
        disk.append(contentsOf: repeatElement(0, count: cached.count - disk.count))
        dirtySectors = []
    }

    /// Forgets what should have been written: the cache shows it, no sync will store it.
    mutating func failSync() {
        dirtySectors = []
    }

    /// Reads everything that is not waiting to be written from the disk again.
    mutating func dropCache() {
        for index in cached.indices where !dirtySectors.contains(index / Self.sectorByteCount) {
            cached[index] = index < disk.count ? disk[index] : 0
        }
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
            disk = keepsNewSize ? Array(disk.prefix(cached.count)) : disk
        } else if !keepsNewSize {
            let byteCount = Int.random(in: durableByteCount...max(durableByteCount, disk.count), using: &random)
            disk = Array(disk.prefix(byteCount))
        }
        cached = disk
        dirtySectors = []
    }

    private mutating func store(_ sector: Int) {
        let start = sector * Self.sectorByteCount
        let end = min(start + Self.sectorByteCount, cached.count)
        guard start < end else { return }
        if disk.count < end { disk.append(contentsOf: repeatElement(0, count: end - disk.count)) }
        disk.replaceSubrange(start..<end, with: cached[start..<end])
    }

    private mutating func ruin(_ sector: Int, using random: inout some RandomNumberGenerator) {
        store(sector)
        let start = sector * Self.sectorByteCount
        for index in start..<min(start + Self.sectorByteCount, disk.count) {
            disk[index] = UInt8.random(in: 0...255, using: &random)
        }
    }
}
