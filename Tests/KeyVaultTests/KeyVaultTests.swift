import Crypto
@testable import KeyVault
@testable import Storage
import SystemPackage
import TestSupport
import Testing

@Suite struct KeyVaultTests {
    static let directory: FilePath = "/state"
    static let path: FilePath = "/state/journal.keys"

    /// An empty disk with the state directory on it.
    static func empty() throws -> SimulatedDisk {
        let disk = SimulatedDisk()
        _ = try disk.createDirectory(directory)
        try disk.syncDirectory("/")
        return disk
    }

    static func begun(_ disk: any Disk, _ use: KeyVault.Use = .init()) throws -> KeyVault {
        let vault = try KeyVault(directory: directory, disk: disk)
        _ = try vault.begin(use)
        return vault
    }

    private func text(_ bytes: [UInt8]?) -> String? { bytes.map { String(decoding: $0, as: UTF8.self) } }

    @Test func `a box opens under its own leaf only, also after a restart`() throws {
        let disk = SimulatedDisk()
        let vault = try Self.begun(disk)
        let leaves = (0..<3).map { _ in vault.takeLeaf() }
        #expect(leaves.map(\.number) == [0, 1, 2])
        let boxes = leaves.map { vault.seal(Array("Jorien \($0.number)".utf8), under: $0) }
        var use = KeyVault.Use()
        for leaf in leaves { use.note(leaf) }
        let again = try Self.begun(disk, use)
        for (leaf, box) in zip(leaves, boxes) {
            #expect(text(again.open(box, under: leaf)) == "Jorien \(leaf.number)")
            #expect(again.mask("a", under: leaf) == vault.mask("a", under: leaf))
        }
        #expect(again.open(boxes[0], under: leaves[1]) == nil)
        #expect(again.open(boxes[0], under: KeyVault.Leaf(tree: leaves[0].tree &+ 1, number: 0)) == nil)
        #expect(again.open(Array(boxes[0].dropLast()), under: leaves[0]) == nil)
        #expect(again.open([], under: leaves[0]) == nil)
        #expect(Set(leaves.map { vault.mask("a", under: $0) } + [vault.mask("b", under: leaves[0])]).count == 4)
        #expect(again.takeLeaf().number == 3)
    }

    @Test func `two boxes of the same bytes under one leaf differ`() throws {
        let vault = try Self.begun(SimulatedDisk())
        let leaf = vault.takeLeaf()
        #expect(vault.seal([1], under: leaf) != vault.seal([1], under: leaf))
    }

    @Test func `a box of an earlier version still opens, with the keys of an earlier version`() throws {
        let disk = SimulatedDisk()
        let root = SymmetricKey(data: [UInt8](0..<32))
        disk.setBytes(KeyTree(id: 0xAB, root: root).fileBytes, of: Self.path)
        let vault = try KeyVault(directory: Self.directory, disk: disk)
        let leaf = KeyVault.Leaf(tree: 0xAB, number: 17)
        #expect(
            text(
                vault.open(
                    [
                        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 91, 158, 26, 240, 195, 162, 208, 141, 76, 125, 119, 179,
                        88, 100, 119, 236, 2, 141, 150, 237, 104, 234,
                    ],
                    under: leaf
                )
            ) == "Jorien"
        )
        #expect(vault.mask("request parameter customer", under: leaf) == 0x840562c62df67778)
    }

    @Test func `an erased leaf never opens again, and the others do`() async throws {
        let disk = SimulatedDisk()
        let vault = try Self.begun(disk)
        let leaves = (0..<10).map { _ in vault.takeLeaf() }
        let boxes = leaves.map { vault.seal([7], under: $0) }
        vault.erase([leaves[4], leaves[5]], because: 12)
        try await vault.flushErasures(through: 11)
        #expect(vault.open(boxes[4], under: leaves[4]) == [7], "the event is not durable yet")
        try await vault.flushErasures(through: 12)
        let others = [vault, try Self.begun(disk)]
        for vault in others {
            for index in leaves.indices {
                let isErased = index == 4 || index == 5
                #expect(vault.open(boxes[index], under: leaves[index]) == (isErased ? nil : [7]))
            }
            #expect(vault.mask("a", under: leaves[4]) == nil)
        }
    }

    @Test func `nothing is written when something is sealed`() throws {
        let disk = SimulatedDisk()
        let vault = try Self.begun(disk)
        let before = disk.counts.changes
        for _ in 0..<1000 { _ = vault.seal([7], under: vault.takeLeaf()) }
        #expect(disk.counts.changes == before)
    }

    @Test func `an old file loses again what the journal says is erased`() async throws {
        let disk = SimulatedDisk()
        let vault = try Self.begun(disk)
        let leaf = vault.takeLeaf()
        let box = vault.seal([7], under: leaf)
        let old = try #require(disk.bytes(of: Self.path))
        vault.erase([leaf], because: 1)
        try await vault.flushErasures(through: 1)
        disk.setBytes(old, of: Self.path)
        #expect(try KeyVault(directory: Self.directory, disk: disk).open(box, under: leaf) == [7])
        var use = KeyVault.Use()
        use.note(leaf)
        use.erased = [leaf]
        let again = try KeyVault(directory: Self.directory, disk: disk)
        #expect(try again.begin(use) == KeyVault.Report(erasedAgainCount: 1))
        #expect(again.open(box, under: leaf) == nil)
        #expect(try again.begin(use) == KeyVault.Report(), "once is enough")
        #expect(again.takeLeaf().number == 1)
    }

    @Test func `without a file new keys are made, and the old ones are reported as missing`() throws {
        let disk = SimulatedDisk()
        let vault = try Self.begun(disk)
        let leaf = vault.takeLeaf()
        let box = vault.seal([7], under: leaf)
        var use = KeyVault.Use()
        use.note(leaf)
        let bare = SimulatedDisk()
        let other = try KeyVault(directory: Self.directory, disk: bare)
        #expect(try other.begin(use) == KeyVault.Report(madeKeys: true, missingTrees: [leaf.tree]))
        #expect(other.open(box, under: leaf) == nil)
        #expect(other.takeLeaf().tree != leaf.tree)
    }

    @Test func `after an unclean end the leaves of records that may have been cut off open nothing any more`() throws {
        let disk = SimulatedDisk()
        let vault = try Self.begun(disk)
        let (kept, torn) = (vault.takeLeaf(), vault.takeLeaf())
        let boxes = [kept, torn].map { vault.seal([7], under: $0) }
        var use = KeyVault.Use()
        use.note(kept)
        use.endsCleanly = false
        let again = try Self.begun(disk, use)
        #expect(again.open(boxes[0], under: kept) == [7])
        #expect(again.open(boxes[1], under: torn) == nil)
        #expect(again.takeLeaf().number >= kept.number + 1 << 18)
        // Starts that follow without a commit marker in between keep the file small.
        let byteCount = try #require(disk.bytes(of: Self.path)).count
        for _ in 0..<50 { _ = try Self.begun(disk, use) }
        #expect(try #require(disk.bytes(of: Self.path)).count == byteCount)
    }

    @Test func `leaves that an older journal does not know of are not taken again`() async throws {
        let disk = SimulatedDisk()
        let vault = try Self.begun(disk)
        let leaves = (0..<4).map { _ in vault.takeLeaf() }
        vault.erase([leaves[1]], because: 1)
        try await vault.flushErasures(through: 1)
        var use = KeyVault.Use()
        use.note(leaves[0])
        let again = try Self.begun(disk, use)
        #expect((0..<2).map { _ in again.takeLeaf().number } == [2, 3])
    }

    @Test func `a file that can't be replaced ends it, and says so once`() async throws {
        let disk = SimulatedDisk()
        let failures = Monitor(0)
        var settings = KeyVault.Settings()
        settings.onFailure = { _ in failures.withLock { $0 += 1 } }
        let vault = try KeyVault(directory: Self.directory, disk: disk, settings: settings)
        _ = try vault.begin(.init())
        let leaf = vault.takeLeaf()
        let box = vault.seal([7], under: leaf)
        disk.faults.failingWrite = .init(number: disk.counts.writes + 1, error: .noSpace, storedByteCount: 20)
        vault.erase([leaf], because: 1)
        await #expect(throws: KeyVaultError.self) { try await vault.flushErasures(through: 1) }
        await #expect(throws: KeyVaultError.self) { try await vault.flushErasures(through: 1) }
        #expect(failures.withLock { $0 } == 1)
        #expect(vault.open(box, under: leaf) == nil, "it is not served meanwhile")
    }

    @Test func `many erasures at once are all done, with fewer files`() async throws {
        let disk = SimulatedDisk()
        let vault = try Self.begun(disk)
        let leaves = (0..<64).map { _ in vault.takeLeaf() }
        let boxes = leaves.map { vault.seal([7], under: $0) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for leaf in leaves {
                group.addTask {
                    vault.erase([leaf], because: leaf.number)
                    try await vault.flushErasures(through: leaf.number)
                    guard vault.open(boxes[Int(leaf.number)], under: leaf) == nil else { throw Errno.ioError }
                    let file = try KeyVault(directory: Self.directory, disk: disk)
                    guard file.open(boxes[Int(leaf.number)], under: leaf) == nil else { throw Errno.ioError }
                }
            }
            try await group.waitForAll()
        }
        #expect(disk.counts.renames <= 65)
    }
}
