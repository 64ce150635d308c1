import Storage
import SystemPackage

/// Everything a simulated disk knows.
struct SimulatedState {
    /// A change of a name that a power cut may undo.
    private enum NameChange {
        case link(FilePath, Name)
        case rename(FilePath, FilePath)
    }

    /// The file behind a name, and the directory the name is in.
    struct Name {
        var node: Int
        var parent: FilePath
    }

    var nodes: [SimulatedNode] = []
    private(set) var names: [FilePath: Name] = [:]
    private var durableNames: [FilePath: Name] = [:]
    private var unsyncedChanges: [(change: NameChange, parent: FilePath)] = []
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
        if let name = names[path] { return name.node }
        let name = Name(node: nodes.count, parent: path.removingLastComponent())
        nodes.append(SimulatedNode())
        names[path] = name
        unsyncedChanges.append((.link(path, name), name.parent))
        return name.node
    }

    func status(of node: Int) -> FileStatus {
        FileStatus(inode: UInt64(node), device: 0, byteCount: nodes[node].cached.count)
    }

    /// Moves a name within its directory; false when there is none.
    mutating func rename(_ source: FilePath, to target: FilePath) -> Bool {
        guard let name = names.removeValue(forKey: source) else { return false }
        names[target] = name
        unsyncedChanges.append((.rename(source, target), name.parent))
        return true
    }

    /// Makes the unsynced changes last for whose directory `isWritten` holds, in their order.
    mutating func settleNames(where isWritten: (FilePath) -> Bool) {
        let changes = unsyncedChanges
        unsyncedChanges = []
        for (change, parent) in changes {
            guard isWritten(parent) else {
                unsyncedChanges.append((change, parent))
                continue
            }
            switch change {
            case .link(let path, let name):
                durableNames[path] = name
            case .rename(let source, let target):
                if let name = durableNames.removeValue(forKey: source) { durableNames[target] = name }
            }
        }
    }

    /// Loses everything unsynced, except for sectors that happen to have been stored.
    mutating func cutPower(using random: inout some RandomNumberGenerator) {
        var keptCount = Int.random(in: 0...unsyncedChanges.count, using: &random)
        settleNames { _ in
            keptCount -= 1
            return keptCount >= 0
        }
        unsyncedChanges = []
        // A directory whose own name was lost takes its files with it.
        names = durableNames.filter { path, name in name.parent == "/" || durableNames[name.parent] != nil }
        durableNames = names
        for index in nodes.indices { nodes[index].cutPower(using: &random) }
        startProcess()
    }

    /// Drops the state of the old process, faults included.
    mutating func startProcess() {
        lockedNodes = []
        faults = SimulatedFaults()
        counts = SimulatedDisk.Counts()
        isDead = false
    }
}
