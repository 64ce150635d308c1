import Storage
import SystemPackage

/// A held lock of a simulated disk.
final class SimulatedLock: DiskLock {
    private let disk: Monitor<SimulatedState>
    private let node: Int

    init(disk: Monitor<SimulatedState>, node: Int) throws(SystemCallFailure) {
        try disk.withLock { (state) throws(SystemCallFailure) in
            try state.requirePower("flock")
            guard state.lockedNodes.insert(node).inserted else { throw SystemCallFailure("flock", .wouldBlock) }
        }
        self.disk = disk
        self.node = node
    }

    deinit {
        _ = disk.withLock { $0.lockedNodes.remove(node) }
    }
}
