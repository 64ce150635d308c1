extension KeyVault {
    /// How many leaves are reserved at once: more than any run takes, so that the file is written once a run.
    static let blockLength: UInt64 = 1 << 24

    /// Reserves leaves for the seals to come, so that no two seals ever have one, whatever becomes of the journal.
    ///
    /// Records may be torn off, and an older copy of the journal may be put in its place: then it does not name all leaves
    /// that were used, and another customer sealed under such a leaf would be erased with the first. So the file says which
    /// leaves may be in use, before they are. Needed at the first seal of a run; returns at once while there are leaves.
    ///
    /// - Throws: The failure to replace the file; no leaf is taken then.
    package func reserveLeaves() async throws(KeyVaultError) {
        try await onWriter { vault in vault.reserveLeavesNow() }
    }

    /// The same, blocking.
    func reserveLeavesNow() -> Result<Void, KeyVaultError> {
        var block: Range<UInt64> = 0..<0
        return replaceFile { state in
            guard state.leaves.isEmpty, var tree = state.tree else { return nil }
            block = nextBlock(of: tree, behind: state.highestLeaf)
            tree.reserved = block.upperBound
            return tree
        } then: { state in
            state.tree?.reserved = block.upperBound
            state.leaves = block
        }
    }

    /// The next leaves of a tree.
    ///
    /// They begin at random in a window behind those in use, for the case that copies of the keys live on apart, each with
    /// a journal of its own: of two runs of n leaves, the chance to meet is n in 2^30. The window and the block shrink with
    /// the leaves that are left, so that they are never used up.
    private func nextBlock(of tree: KeyTree, behind highest: UInt64?) -> Range<UInt64> {
        let first = min(max(highest.map { $0 + 1 } ?? 0, tree.reserved), KeyTree.leafCount)
        precondition(first < KeyTree.leafCount, "2^48 seals are more than a journal has room for")
        let share = (KeyTree.leafCount - first) >> 18
        let start = first + (share == 0 ? 0 : randomNumber() % min(1 << 30, share))
        return start..<min(start + max(1, min(Self.blockLength, share)), KeyTree.leafCount)
    }

    func randomNumber() -> UInt64 {
        settings.randomBytes(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
}
