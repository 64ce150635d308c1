internal import Crypto
internal import Storage

extension KeyVault {
    /// The keys that a journal names.
    package struct Use: Sendable, Equatable {
        /// The highest leaf of each tree.
        package var highestLeaves: [UInt64: UInt64] = [:]
        /// Every leaf that was erased.
        package var erased: [Leaf] = []
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

    /// Prepares for serving: reads the keys, makes some if there are none, and destroys again every key that the journal
    /// says is destroyed.
    ///
    /// Nothing else is destroyed: a start on an older copy of the journal must leave the keys of the newer one. Blocking, at
    /// the start only, with the journal's lock held, so that no other process replaces the file meanwhile. On return the
    /// file is durable.
    ///
    /// - Throws: `damaged`, `unsupportedVersion`, or `systemCall`.
    package func begin(_ use: Use) throws(KeyVaultError) -> Report {
        var report = Report()
        let found = try file.read()
        var tree = found ?? newTree()
        report.madeKeys = found == nil
        report.missingTrees = use.highestLeaves.keys.filter { $0 != tree.id }.sorted()
        for leaf in use.erased where leaf.tree == tree.id && tree.puncture(leaf.number..<leaf.number + 1) {
            report.erasedAgainCount += 1
        }
        if report.madeKeys || report.erasedAgainCount > 0 { try file.replace(by: tree) }
        let nextLeaf = report.madeKeys ? 0 : firstLeaf(behind: use.highestLeaves[tree.id])
        shared.withLock { state in
            state.tree = tree
            state.nextLeaf = nextLeaf
        }
        return report
    }

    /// The first leaf of a run: drawn at random from a window behind the highest leaf that the journal names.
    ///
    /// Leaves beyond that one may be in use: in records that were torn off, or, where the journal or the keys are an older
    /// copy, in records of a later time that exist elsewhere. An erasure here must not destroy a key of those. A run of n
    /// leaves meets theirs with a chance of n in 2^30. The window shrinks with the leaves that are left, so that they are
    /// never used up.
    private func firstLeaf(behind highest: UInt64?) -> UInt64 {
        let first = highest.map { $0 + 1 } ?? 0
        let window = min(1 << 30, (KeyTree.leafCount - min(first, KeyTree.leafCount)) >> 18)
        return first + (window == 0 ? 0 : randomNumber() % window)
    }

    private func randomNumber() -> UInt64 {
        settings.randomBytes(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    private func newTree() -> KeyTree {
        KeyTree(id: randomNumber(), root: SymmetricKey(data: settings.randomBytes(32)))
    }
}
