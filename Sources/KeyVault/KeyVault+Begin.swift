internal import Crypto
package import Storage
package import SystemPackage

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

    /// Prepares for serving: reads the keys, makes some in a new directory, and destroys again every key that the journal
    /// says is destroyed.
    ///
    /// Nothing else is destroyed: a start on an older copy of the journal must leave the keys of the newer one. Blocking, at
    /// the start only, with the journal's lock held, so that no other process replaces the file meanwhile. A file that can't
    /// be replaced hinders no start: what is erased is not opened, and ``settle()`` replaces it later.
    ///
    /// - Throws: `missing`, also of a file that opens nothing of the journal, `damaged`, `unsupportedVersion`, or `systemCall`.
    package func begin(_ use: Use) throws(KeyVaultError) -> Report {
        var report = Report()
        let found = try file.read(for: use)
        var tree = found ?? newTree()
        report.madeKeys = found == nil
        report.missingTrees = use.trees(without: tree)
        for leaf in use.erased where leaf.tree == tree.id && tree.puncture(leaf.number..<leaf.number + 1) {
            report.erasedAgainCount += 1
        }
        let writer = try makeWriter()
        if report.madeKeys { try file.make(of: tree) }
        try file.noteLossIsOver()
        shared.withLock { state in
            state.writer = writer
            state.highestLeaf = use.highestLeaves[tree.id]
            state.leaves = report.madeKeys ? 0..<tree.reserved : 0..<0
            state.lags = report.erasedAgainCount > 0
            state.tree = tree
        }
        if report.erasedAgainCount > 0 { settleNow() }
        return report
    }

    /// Looks as a start does whether the keys of a directory open what its journal names; changes nothing.
    ///
    /// - Returns: The trees that the journal names and that are not there: a start goes on without what they seal.
    /// - Throws: What refuses a start: `missing`, `damaged`, `unsupportedVersion`, or `systemCall`.
    package static func missingTrees(
        for use: Use,
        in directory: FilePath,
        disk: any Disk = SystemDisk()
    ) throws(KeyVaultError) -> [UInt64] {
        use.trees(without: try KeyFile(disk: disk, directory: directory).read(for: use))
    }

    private func makeWriter() throws(KeyVaultError) -> ThreadPool {
        do {
            return try ThreadPool(count: 1)
        } catch {
            throw .cannotPrepare(file.path, error)
        }
    }

    private func newTree() -> KeyTree {
        KeyTree(id: randomNumber(), reserved: Self.blockLength, root: SymmetricKey(data: settings.randomBytes(32)))
    }
}

extension KeyFile {
    /// Reads the file as a start does: one that opens nothing of what the journal names is refused, unless it is known to be
    /// lost; nil if there is none, and none is needed.
    fileprivate func read(for use: KeyVault.Use) throws(KeyVaultError) -> KeyTree? {
        let found = try read()
        guard !use.highestLeaves.isEmpty, try !isLost() else { return found }
        guard let found else { throw .missing(path) }
        // Keys that were made after a loss may not have been used yet.
        if use.highestLeaves[found.id] == nil, try !wasLost() { throw .foreign(path) }
        return found
    }
}

extension KeyVault.Use {
    /// The trees that the journal names beside one.
    fileprivate func trees(without tree: KeyTree?) -> [UInt64] {
        highestLeaves.keys.filter { $0 != tree?.id }.sorted()
    }
}
