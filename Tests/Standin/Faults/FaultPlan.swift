/// The faults that are in force, and which call each of them hits.
struct FaultPlan: Sendable {
    private struct Entry {
        var fault: Fault
        var seenCount = 0
        var hitCount = 0
    }

    private var entries: [Entry]
    private var state: UInt64

    init(_ faults: [Fault], seed: String) {
        entries = faults.map { Entry(fault: $0) }
        // FNV-1a: the same seed draws the same faults in every run.
        state = seed.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }

    var faults: [Fault] { entries.map(\.fault) }

    mutating func set(_ faults: [Fault]) { entries = faults.map { Entry(fault: $0) } }

    mutating func add(_ fault: Fault) { entries.append(Entry(fault: fault)) }

    /// The first fault that hits a call, if one does.
    mutating func draw(for call: Fault.Call) -> Fault? {
        for index in entries.indices where [.any, call].contains(entries[index].fault.call) {
            let fault = entries[index].fault
            entries[index].seenCount += 1
            guard entries[index].seenCount > fault.skip, entries[index].hitCount < fault.times ?? .max else { continue }
            guard percentage() < fault.percent else { continue }
            entries[index].hitCount += 1
            return fault
        }
        return nil
    }

    /// A number below 100 (SplitMix64).
    private mutating func percentage() -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % 100)
    }
}
