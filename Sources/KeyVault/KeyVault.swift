internal import Crypto
package import Storage
package import SystemPackage

/// Seals bytes under numbered keys, and destroys keys: what was sealed under them is erased from every copy of the journal
/// (crypto-shredding).
///
/// The keys are the leaves of a `KeyTree`, a puncturable pseudorandom function. All of them follow from one small file,
/// which is written at the start and at an erasure, never when something is sealed. `proto-docs/journal-format.md` has its
/// layout, and the decision "A person is erased by cutting a key out" has the limits. Safe from any thread; sealing and
/// opening take microseconds.
package final class KeyVault: Sendable {
    /// The file's name, beside the journal.
    package static let fileName: FilePath.Component = "journal.keys"

    /// Randomness, and what to do when the vault fails.
    package struct Settings: Sendable {
        /// Draws so many unpredictable bytes.
        package var randomBytes: @Sendable (Int) -> [UInt8] = { count in
            // Eight at a time: each draw is a system call.
            var system = SystemRandomNumberGenerator()
            let words = (0..<(count + 7) / 8).map { _ in system.next() }
            return (0..<count).map { UInt8(truncatingIfNeeded: words[$0 / 8] >> UInt64($0 % 8 * 8)) }
        }
        /// Told when the file begins to lack what the keys in memory have, and when it no longer does.
        package var onLag: @Sendable (Lag) -> Void = { _ in }

        package init() {}
    }

    /// The file of keys and the keys in memory are apart, since the file can't be replaced.
    package enum Lag: Sendable {
        /// What is erased may still be in the file, or there is no file; ``settle()`` tries again.
        case began(KeyVaultError)
        case ended
    }

    struct State: Sendable {
        var tree: KeyTree?
        /// The highest leaf of the tree that the journal named at the start.
        var highestLeaf: UInt64?
        /// The leaves for the next seals, which the file says are in use.
        var leaves: Range<UInt64> = 0..<0
        /// Leaves that the event with the number beside them erases, and that the tree still has.
        var pending: [(seq: UInt64, leaf: Leaf)] = []
        var isReplacing = false
        /// Whether the file has leaves that the tree has no more, or is gone.
        var lags = false
        var isLagTold = false
        /// Replaces the file; from `begin` on.
        var writer: ThreadPool?
    }

    let file: KeyFile
    let settings: Settings
    let shared: Monitor<State>

    /// The keys of a state directory, which `begin` reads.
    package init(directory: FilePath, disk: any Disk = SystemDisk(), settings: Settings = .init()) {
        file = KeyFile(disk: disk, directory: directory)
        self.settings = settings
        shared = Monitor(State())
    }

    /// Takes a leaf that no seal ever had; nil if ``reserveLeaves()`` has to be asked for some first.
    package func takeLeaf() -> Leaf? {
        shared.withLock { state in
            guard let tree = state.tree, let number = tree.firstLeaf(from: state.leaves.lowerBound),
                number < state.leaves.upperBound
            else { return nil }
            state.leaves = number + 1..<state.leaves.upperBound
            return Leaf(tree: tree.id, number: number)
        }
    }

    /// Seals bytes under a leaf that was taken and not erased.
    ///
    /// AES-256-GCM with a nonce of 12 random bytes in front and the tag of 16 behind; nothing but `leaf` opens it.
    package func seal(_ bytes: [UInt8], under leaf: Leaf) -> [UInt8] {
        guard let key = key(of: leaf, for: "box"),
            let nonce = try? AES.GCM.Nonce(data: settings.randomBytes(12)),
            let box = try? AES.GCM.seal(bytes, using: key, nonce: nonce), let combined = box.combined
        else { preconditionFailure("a leaf that was just taken has a key") }
        return Array(combined)
    }

    /// Opens a box; nil if its leaf was erased, if the keys are not here, or if it was changed.
    package func open(_ box: [UInt8], under leaf: Leaf) -> [UInt8]? {
        guard let key = key(of: leaf, for: "box"), let sealed = try? AES.GCM.SealedBox(combined: box),
            let bytes = try? AES.GCM.open(sealed, using: key)
        else { return nil }
        return Array(bytes)
    }

    /// Eight bytes that hide a number of eight bytes, for a purpose of one leaf; nil if the leaf was erased.
    ///
    /// Without the leaf they can't be told from random ones.
    package func mask(_ purpose: String, under leaf: Leaf) -> UInt64? {
        guard let key = key(of: leaf, for: "mask") else { return nil }
        let code = HMAC<SHA256>.authenticationCode(for: Array(purpose.utf8), using: key)
        return code.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// A key for one use of a leaf, so that no key has two.
    private func key(of leaf: Leaf, for use: String) -> SymmetricKey? {
        let leafKey = shared.withLock { state in
            state.tree?.id == leaf.tree && leaf.number < KeyTree.leafCount ? state.tree?.key(of: leaf.number) : nil
        }
        guard let leafKey else { return nil }
        return SymmetricKey(data: HMAC<SHA256>.authenticationCode(for: Array(use.utf8), using: leafKey))
    }
}

extension KeyVault {
    /// Names a key: the tree it follows from, and its number there.
    package struct Leaf: Sendable, Hashable {
        package let tree: UInt64
        package let number: UInt64

        package init(tree: UInt64, number: UInt64) {
            self.tree = tree
            self.number = number
        }
    }
}

extension KeyVault {
    /// Copies the file of keys to another directory, checked and synced; never a half replaced one.
    ///
    /// - Returns: The tree in it; `nil` if there is no file.
    /// - Throws: `damaged`, `unsupportedVersion` or `systemCall`.
    package static func copyFile(
        from source: FilePath,
        to target: FilePath,
        disk: any Disk
    ) throws(KeyVaultError) -> UInt64? {
        guard let tree = try KeyFile(disk: disk, directory: source).read() else { return nil }
        let copy = KeyFile(disk: disk, directory: target)
        try copy.make(of: tree)
        return try copy.read()?.id
    }
}
