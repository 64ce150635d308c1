import Storage
package import SystemPackage

/// A file system in memory that forgets, tears and fails the way real ones do.
///
/// Written bytes sit in a cache until a sync takes them to the disk, 512-byte sector by sector. A failed sync leaves
/// the cached bytes readable and marks them clean, so that a later sync succeeds without them, as Linux does. A power
/// cut keeps, drops or ruins each unsynced sector, and undoes any end of the unsynced changes of names.
///
/// Calls are counted from 1 over all files. Safe from any thread.
package final class SimulatedDisk: Disk {
    /// How often something was called, since the disk was made.
    package struct Counts: Sendable, Equatable {
        package var writes = 0
        package var dataSyncs = 0
        package var syncs = 0
        package var directorySyncs = 0
        package var renames = 0
        package var truncates = 0
        package var reads = 0
        package var cacheDrops = 0

        /// Calls that change something or make it last.
        package var changes: Int { writes + dataSyncs + syncs + directorySyncs + renames + truncates }
    }

    let state: Monitor<SimulatedState>

    /// An empty disk.
    package convenience init() {
        self.init(SimulatedState())
    }

    init(_ state: SimulatedState) {
        self.state = Monitor(state)
    }

    /// Calls so far.
    package var counts: Counts { state.withLock { $0.counts } }

    /// False once the power or the process is gone: every call fails.
    package var hasPower: Bool { state.withLock { !$0.isDead } }

    /// Sets the faults from now on; the call numbers in it are absolute.
    package var faults: SimulatedFaults {
        get { state.withLock { $0.faults } }
        set { state.withLock { $0.faults = newValue } }
    }

    /// Sets the result of `freeBytes`.
    package func setFreeBytes(_ count: Int) {
        state.withLock { $0.freeBytes = count }
    }

    /// The file's bytes as a process sees them; `nil` when there is no such file.
    package func bytes(of path: FilePath) -> [UInt8]? {
        state.withLock { state in state.names[path].map { state.nodes[$0.node].cached } }
    }

    /// Makes a file with these bytes and its directory, all of it synced.
    package func setBytes(_ bytes: [UInt8], of path: FilePath) {
        state.withLock { state in
            _ = state.node(at: path.removingLastComponent())
            let node = state.node(at: path)
            state.nodes[node] = SimulatedNode(cached: bytes)
            state.settleNames { _ in true }
        }
    }

    /// The paths of a directory's files, in order.
    package func paths(in directory: FilePath) -> [String] {
        state.withLock { state in
            state.names.filter { $0.value.parent == directory }.map(\.key.description).sorted()
        }
    }

    /// The disk after the machine lost its power now; this one fails every further call.
    package func afterPowerCut(using random: inout some RandomNumberGenerator) -> SimulatedDisk {
        var survivor = state.withLock { state in
            let copy = state
            state.isDead = true
            return copy
        }
        survivor.cutPower(using: &random)
        return SimulatedDisk(survivor)
    }

    /// The same disk under a new process: open files and locks of the old one are gone, the cache is not.
    package func afterKill() -> SimulatedDisk {
        var survivor = state.withLock { state in
            let copy = state
            state.isDead = true
            return copy
        }
        survivor.startProcess()
        return SimulatedDisk(survivor)
    }

    /// The disk as a new process would find it after a kill now; this one goes on.
    package func copyAfterKill() -> SimulatedDisk {
        var copy = state.withLock { $0 }
        copy.startProcess()
        return SimulatedDisk(copy)
    }

    /// The disk as the machine would find it after losing its power now; this one goes on.
    package func copyAfterPowerCut(using random: inout some RandomNumberGenerator) -> SimulatedDisk {
        var copy = state.withLock { $0 }
        copy.cutPower(using: &random)
        return SimulatedDisk(copy)
    }
}
