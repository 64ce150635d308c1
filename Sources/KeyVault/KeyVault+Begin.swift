internal import Crypto
internal import Storage

extension KeyVault {
    /// The keys that a journal names.
    package struct Use: Sendable, Equatable {
        /// The highest leaf of each tree.
        package var highestLeaves: [UInt64: UInt64] = [:]
        /// Every leaf that was erased.
        package var erased: [Leaf] = []
        /// Whether the journal ended with a commit marker: otherwise bytes with leaves of their own may have been cut off.
        package var endsCleanly = true

        package init() {}

        /// Notes a leaf that a record names.
        package mutating func note(_ leaf: Leaf) {
            highestLeaves[leaf.tree] = max(highestLeaves[leaf.tree] ?? 0, leaf.number)
        }
    }

    /// Findings and repairs of the start.
    package struct Report: Sendable, Equatable {
        /// There was no file, and new keys were made.
        package var madeKeys = false
        /// Trees that the journal names and that are not here: what they seal can't be read.
        package var missingTrees: [UInt64] = []
        /// How many erased leaves the file still had: a crash came between, or an old file was put back.
        package var erasedAgainCount = 0
    }

    /// Prepares for serving: makes keys if there are none, and destroys again every key that the journal says is destroyed.
    ///
    /// Blocking, at the start only, with the journal's lock held. On return the file is durable.
    ///
    /// - Throws: `systemCall` if the file could not be replaced.
    package func begin(_ use: Use) throws(KeyVaultError) -> Report {
        var report = Report()
        let found = shared.withLock { $0.tree }
        var tree = found ?? newTree()
        report.madeKeys = found == nil
        report.missingTrees = use.highestLeaves.keys.filter { $0 != tree.id }.sorted()
        for leaf in use.erased where leaf.tree == tree.id && tree.puncture(leaf.number..<leaf.number + 1) {
            report.erasedAgainCount += 1
        }
        var nextLeaf = use.highestLeaves[tree.id].map { $0 + 1 } ?? 0
        var isChanged = report.madeKeys || report.erasedAgainCount > 0
        if !use.endsCleanly, !report.madeKeys {
            let end = Self.endOfTornLeaves(from: nextLeaf)
            isChanged = tree.puncture(nextLeaf..<end) || isChanged
            nextLeaf = end
        }
        if isChanged { try file.replace(by: tree) }
        shared.withLock { state in
            state.tree = tree
            state.nextLeaf = nextLeaf
        }
        return report
    }

    /// Behind every leaf that a torn end of 64 MiB may have used: a record that takes one is longer than 256 bytes.
    ///
    /// Rounded up, so that a start after a start that took none cuts out one whole node and the file stays small.
    static func endOfTornLeaves(from leaf: UInt64) -> UInt64 {
        let block: UInt64 = 1 << 18
        return min((leaf + 2 * block - 1) / block * block, KeyTree.leafCount - 1)
    }

    private func newTree() -> KeyTree {
        let id = settings.randomBytes(8).reduce(0) { $0 << 8 | UInt64($1) }
        return KeyTree(id: id, root: SymmetricKey(data: settings.randomBytes(32)))
    }
}
