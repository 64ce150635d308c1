import Journal
import SystemPackage

/// Everything a simulated disk knows.
struct SimulatedState {
    /// A change of a name that a power cut may undo.
    enum NameChange {
        case link(FilePath, Int)
        case rename(FilePath, FilePath)
    }

    var nodes: [SimulatedNode] = []
    var names: [FilePath: Int] = [:]
    private var durableNames: [FilePath: Int] = [:]
    private var unsyncedChanges: [NameChange] = []
    var lockedNodes: Set<Int> = []
    var counts = SimulatedDisk.Counts()
    var faults = SimulatedFaults()
    var freeBytes = 1 << 40
    var isDead = false

    /// Counts a call that changes something and loses the power when it is its turn.
    mutating func change(
        _ counter: WritableKeyPath<SimulatedDisk.Counts, Int>,
        _ call: String
    ) throws(SystemCallFailure) {
        counts[keyPath: counter] += 1
        if counts.changes == faults.powerCutChange { isDead = true }
        try requirePower(call)
    }

    func requirePower(_ call: String) throws(SystemCallFailure) {
        guard !isDead else { throw SystemCallFailure(call, .ioError) }
    }

    /// The node behind a name, made when there is none.
    mutating func node(at path: FilePath) -> Int {
        if let node = names[path] { return node }
        nodes.append(SimulatedNode())
        names[path] = nodes.count - 1
        unsyncedChanges.append(.link(path, nodes.count - 1))
        return nodes.count - 1
    }

    mutating func rename(_ source: FilePath, to target: FilePath) -> Bool {
        guard let node = names.removeValue(forKey: source) else { return false }
        names[target] = node
        unsyncedChanges.append(.rename(source, target))
        return true
    }

    /// Makes the unsynced changes last for which `isSettled` holds, in their order.
    mutating func settleNames(where isSettled: (FilePath) -> Bool) {
        var rest: [NameChange] = []
        for change in unsyncedChanges {
            switch change {
            case .link(let path, let node) where isSettled(path):
                durableNames[path] = node
            case .rename(let source, let target) where isSettled(target):
                if let node = durableNames.removeValue(forKey: source) { durableNames[target] = node }
            default:
                rest.append(change)
            }
        }
        unsyncedChanges = rest
    }

    /// Loses everything unsynced, except for what happens to have been stored already.
    mutating func cutPower(using random: inout some RandomNumberGenerator) {
        var keptCount = Int.random(in: 0...unsyncedChanges.count, using: &random)
        settleNames { _ in
            keptCount -= 1
            return keptCount >= 0
        }
        unsyncedChanges = []
        // What lies in a directory whose own name was lost is lost with it.
        names = durableNames.filter { path, _ in
            let parent = path.removingLastComponent()
            return parent.isEmpty || parent == "/" || durableNames[parent] != nil
        }
        durableNames = names
        for index in nodes.indices { nodes[index].cutPower(using: &random) }
        startProcess()
    }

    /// Forgets what belonged to the old process, faults included.
    mutating func startProcess() {
        lockedNodes = []
        faults = SimulatedFaults()
        counts = SimulatedDisk.Counts()
        isDead = false
    }
}
