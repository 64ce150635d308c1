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
        let vault = KeyVault(directory: directory, disk: disk)
        _ = try vault.begin(use)
        return vault
    }

    private func text(_ bytes: [UInt8]?) -> String? { bytes.map { String(decoding: $0, as: UTF8.self) } }

    @Test func `a box opens under its own leaf only, also after a restart`() throws {
        let disk = SimulatedDisk()
        let vault = try Self.begun(disk)
        let leaves = try (0..<3).map { _ in try vault.freshLeaf() }
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
        #expect(try again.freshLeaf().number > 2)
    }

    @Test func `two boxes of the same bytes under one leaf differ`() throws {
        let vault = try Self.begun(SimulatedDisk())
        let leaf = try vault.freshLeaf()
        #expect(vault.seal([1], under: leaf) != vault.seal([1], under: leaf))
    }

    @Test func `a box of an earlier version still opens, with the keys of an earlier version`() throws {
        let disk = SimulatedDisk()
        let root = SymmetricKey(data: [UInt8](0..<32))
        disk.setBytes(KeyTree(id: 0xAB, root: root).fileBytes, of: Self.path)
        let vault = try Self.begun(disk)
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
        let leaves = try (0..<10).map { _ in try vault.freshLeaf() }
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
        for _ in 0..<1000 { _ = vault.seal([7], under: try vault.freshLeaf()) }
        #expect(disk.counts.changes == before)
    }

    @Test func `an old file loses again what the journal says is erased`() async throws {
        let disk = SimulatedDisk()
        let vault = try Self.begun(disk)
        let leaf = try vault.freshLeaf()
        let box = vault.seal([7], under: leaf)
        let old = try #require(disk.bytes(of: Self.path))
        vault.erase([leaf], because: 1)
        try await vault.flushErasures(through: 1)
        disk.setBytes(old, of: Self.path)
        #expect(try Self.begun(disk).open(box, under: leaf) == [7])
        var use = KeyVault.Use()
        use.note(leaf)
        use.erased = [leaf]
        let again = KeyVault(directory: Self.directory, disk: disk)
        #expect(try again.begin(use) == KeyVault.Report(erasedAgainCount: 1))
        #expect(again.open(box, under: leaf) == nil)
        #expect(try again.begin(use) == KeyVault.Report(), "once is enough")
        #expect(try again.freshLeaf().number > leaf.number)
    }

    @Test func `without the file that a journal names nothing begins, until an operator says that it is lost`() throws {
        let disk = try Self.empty()
        let vault = try Self.begun(disk)
        let leaf = try vault.freshLeaf()
        let box = vault.seal([7], under: leaf)
        let use = use(naming: leaf)
        try disk.rename(Self.path, to: "/state/elsewhere")
        let before = disk.counts.changes
        let error = #expect(throws: KeyVaultError.self) { try Self.begun(disk, use) }
        #expect(error?.code == .missing)
        #expect(error?.message.contains("put it back") == true && error?.message.contains(".lost") == true)
        #expect(disk.counts.changes == before)

        disk.setBytes([], of: "/state/journal.keys.lost")
        let other = KeyVault(directory: Self.directory, disk: disk)
        #expect(try other.begin(use) == KeyVault.Report(madeKeys: true, missingTrees: [leaf.tree]))
        #expect(other.open(box, under: leaf) == nil)
        #expect(try other.freshLeaf().tree != leaf.tree)

        try disk.rename(Self.path, to: "/state/elsewhere as well")
        #expect(throws: KeyVaultError.self, "one loss excuses no other one") { try Self.begun(disk, use) }
    }

    @Test func `keys of another journal are refused like none at all, until they are said to be lost`() throws {
        let (disk, foreign) = (SimulatedDisk(), KeyVault.Leaf(tree: 7, number: 3))
        _ = try Self.begun(disk).freshLeaf()
        let before = disk.counts.changes
        let error = #expect(throws: KeyVaultError.self) { try Self.begun(disk, use(naming: foreign)) }
        #expect(error?.code == .missing && error?.message.contains("another journal") == true)
        #expect(disk.counts.changes == before)

        disk.setBytes([], of: "/state/journal.keys.lost")
        for _ in 1...2 {
            let vault = KeyVault(directory: Self.directory, disk: disk)
            #expect(try vault.begin(use(naming: foreign)) == KeyVault.Report(missingTrees: [foreign.tree]))
        }
    }

    @Test func `an empty file of keys is damage, and no reason to begin anew`() throws {
        let disk = try Self.empty()
        disk.setBytes([], of: Self.path)
        #expect(throws: KeyVaultError.self) { try Self.begun(disk) }
    }

    /// A journal that names the first of some leaves: an older copy, or one whose end was torn off.
    private func use(naming leaf: KeyVault.Leaf) -> KeyVault.Use {
        var use = KeyVault.Use()
        use.note(leaf)
        return use
    }

    @Test func `a start on an older journal destroys nothing, and changes nothing of the file`() throws {
        let disk = SimulatedDisk()
        let vault = try Self.begun(disk)
        let leaves = try (0..<100).map { _ in try vault.freshLeaf() }
        let boxes = leaves.map { vault.seal([7], under: $0) }
        let bytes = disk.bytes(of: Self.path)
        for count in [0, 1, 50, 99] {
            let older = try Self.begun(disk, count == 0 ? .init() : use(naming: leaves[count - 1]))
            for (leaf, box) in zip(leaves, boxes) { #expect(older.open(box, under: leaf) == [7]) }
        }
        #expect(disk.bytes(of: Self.path) == bytes)
    }

    @Test func `leaves that an older journal does not know of are not taken again, with the same keys or older ones`()
        async throws
    {
        let disk = SimulatedDisk()
        let vault = try Self.begun(disk)
        let leaves = try (0..<1000).map { _ in try vault.freshLeaf() }
        let older = try #require(disk.bytes(of: Self.path))
        vault.erase([leaves[1]], because: 1)
        try await vault.flushErasures(through: 1)
        let now = try #require(disk.bytes(of: Self.path))
        var taken = Set(leaves)
        for keys in [now, older, now, older] {
            disk.setBytes(keys, of: Self.path)
            let other = try Self.begun(disk, use(naming: leaves[0]))
            for _ in 0..<1000 { #expect(try taken.insert(other.freshLeaf()).inserted) }
        }
    }

    @Test func `an erasure in one journal leaves the customers of another one with the same keys`() async throws {
        let disk = SimulatedDisk()
        let vault = try Self.begun(disk)
        let leaves = try (0..<50).map { _ in try vault.freshLeaf() }
        let boxes = leaves.map { vault.seal([7], under: $0) }
        let other = try Self.begun(disk, use(naming: leaves[9]))
        other.erase(try (0..<50).map { _ in try other.freshLeaf() }, because: 1)
        try await other.flushErasures(through: 1)
        let again = try Self.begun(disk, use(naming: leaves[49]))
        for (leaf, box) in zip(leaves, boxes) { #expect(again.open(box, under: leaf) == [7]) }
    }

    @Test func `no leaf is taken twice, whatever the journal names and whatever is drawn`() throws {
        let disk = try Self.empty()
        var settings = KeyVault.Settings()
        settings.randomBytes = { [UInt8](repeating: 0, count: $0) }
        var taken: Set<UInt64> = []
        for run in 0..<20 {
            let vault = KeyVault(directory: Self.directory, disk: disk, settings: settings)
            _ = try vault.begin(.init())
            for _ in 0..<10 { #expect(try taken.insert(vault.freshLeaf().number).inserted, "run \(run)") }
        }
        let first = try Self.begun(disk)
        #expect(first.takeLeaf() == nil, "it takes none before the file says so")
        disk.faults.failingWrite = .init(number: disk.counts.writes + 1, error: .noSpace, storedByteCount: 20)
        #expect(throws: KeyVaultError.self) { try first.freshLeaf() }
        #expect(first.takeLeaf() == nil)
        #expect(try taken.insert(first.freshLeaf().number).inserted)
    }

    @Test(arguments: [KeyTree.leafCount - 2, KeyTree.leafCount - (1 << 20)])
    func `the leaves that are left are never used up by starts`(highest: UInt64) throws {
        let disk = SimulatedDisk()
        let tree = try Self.begun(disk).freshLeaf().tree
        let late = try Self.begun(disk, use(naming: KeyVault.Leaf(tree: tree, number: highest)))
        let number = try late.freshLeaf().number
        #expect(number > highest && number < KeyTree.leafCount)
    }

    @Test func `keys that are replaced before the lock is taken are the ones that are used`() throws {
        let disk = SimulatedDisk()
        let early = KeyVault(directory: Self.directory, disk: disk)
        let vault = try Self.begun(disk)
        let leaf = try vault.freshLeaf()
        let box = vault.seal([7], under: leaf)
        #expect(try early.begin(use(naming: leaf)) == KeyVault.Report())
        #expect(early.open(box, under: leaf) == [7])
    }

    @Test func `a file that another program removed is written anew before more is sealed with it`() throws {
        let disk = SimulatedDisk()
        let vault = try Self.begun(disk)
        let leaf = try vault.freshLeaf()
        let box = vault.seal([7], under: leaf)
        vault.keepFile()
        let changes = disk.counts.changes
        vault.keepFile()
        #expect(disk.counts.changes == changes)
        try disk.rename(Self.path, to: "/state/elsewhere")
        vault.keepFile()
        #expect(try Self.begun(disk, use(naming: leaf)).open(box, under: leaf) == [7])
    }

    /// A vault with an erasure that fails, and what it tells.
    private func lagging(
        _ disk: SimulatedDisk
    ) async throws -> (vault: KeyVault, leaf: KeyVault.Leaf, box: [UInt8], told: Monitor<[String]>) {
        let told = Monitor<[String]>([])
        var settings = KeyVault.Settings()
        settings.onLag = { lag in
            told.withLock { if case .began = lag { $0.append("began") } else { $0.append("ended") } }
        }
        let vault = KeyVault(directory: Self.directory, disk: disk, settings: settings)
        _ = try vault.begin(.init())
        let leaf = try vault.freshLeaf()
        let box = vault.seal([7], under: leaf)
        disk.faults.failingWrite = .init(number: disk.counts.writes + 1, error: .noSpace, storedByteCount: 20)
        vault.erase([leaf], because: 1)
        await #expect(throws: KeyVaultError.self) { try await vault.flushErasures(through: 1) }
        return (vault, leaf, box, told)
    }

    @Test func `a file that can't be replaced ends nothing: what is erased stays shut, and is settled later`()
        async throws
    {
        let disk = try Self.empty()
        let (vault, leaf, box, told) = try await lagging(disk)
        #expect(told.withLock { $0 } == ["began"])
        #expect(vault.open(box, under: leaf) == nil, "it is not served meanwhile")
        #expect(try Self.begun(disk, use(naming: leaf)).open(box, under: leaf) == [7], "the old file is whole")
        let other = try vault.freshLeaf()
        #expect(vault.open(vault.seal([8], under: other), under: other) == [8], "the vault goes on")
        await vault.settle()
        await vault.settle()
        #expect(told.withLock { $0 } == ["began", "ended"])
        #expect(try Self.begun(disk, use(naming: leaf)).open(box, under: leaf) == nil)
    }

    @Test func `an erasure that is asked for again settles what the first one owes`() async throws {
        let disk = try Self.empty()
        let (vault, leaf, box, told) = try await lagging(disk)
        try await vault.flushErasures(through: 1)
        #expect(told.withLock { $0 } == ["began", "ended"])
        #expect(try Self.begun(disk, use(naming: leaf)).open(box, under: leaf) == nil)
    }

    @Test func `a start that can't replace the file serves, and opens nothing that is erased`() async throws {
        let disk = try Self.empty()
        let (_, leaf, box, _) = try await lagging(disk)
        var use = use(naming: leaf)
        use.erased = [leaf]
        disk.faults.failingWrite = .init(number: disk.counts.writes + 1, error: .noSpace, storedByteCount: 20)
        let vault = KeyVault(directory: Self.directory, disk: disk)
        #expect(try vault.begin(use) == KeyVault.Report(erasedAgainCount: 1))
        #expect(vault.open(box, under: leaf) == nil)
        #expect(try Self.begun(disk).open(box, under: leaf) == [7])
        await vault.settle()
        #expect(try Self.begun(disk).open(box, under: leaf) == nil)
    }

    @Test func `a removed file that can't be written anew is written once it can`() async throws {
        let disk = try Self.empty()
        let vault = try Self.begun(disk)
        let leaf = try vault.freshLeaf()
        let box = vault.seal([7], under: leaf)
        try disk.rename(Self.path, to: "/state/elsewhere")
        disk.faults.failingWrite = .init(number: disk.counts.writes + 1, error: .noSpace, storedByteCount: 20)
        vault.keepFile()
        #expect(disk.bytes(of: Self.path) == nil)
        await vault.settle()
        #expect(try Self.begun(disk, use(naming: leaf)).open(box, under: leaf) == [7])
    }

    @Test func `room is asked for before an erasure is recorded`() async throws {
        let disk = try Self.empty()
        let vault = try Self.begun(disk)
        try await vault.expectRoom(toErase: 1000)
        disk.setFreeBytes(5000)
        await #expect(throws: KeyVaultError.self) { try await vault.expectRoom(toErase: 1) }
    }

    @Test func `many erasures at once are all done, with fewer files`() async throws {
        let disk = SimulatedDisk()
        let vault = try Self.begun(disk)
        let leaves = try (0..<64).map { _ in try vault.freshLeaf() }
        let boxes = leaves.map { vault.seal([7], under: $0) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for leaf in leaves {
                group.addTask {
                    vault.erase([leaf], because: leaf.number)
                    try await vault.flushErasures(through: leaf.number)
                    guard vault.open(boxes[Int(leaf.number)], under: leaf) == nil else { throw Errno.ioError }
                    let file = try Self.begun(disk)
                    guard file.open(boxes[Int(leaf.number)], under: leaf) == nil else { throw Errno.ioError }
                }
            }
            try await group.waitForAll()
        }
        #expect(disk.counts.renames <= 65)
    }
}

extension KeyVault {
    /// Takes a leaf, of those reserved if there are some.
    func freshLeaf() throws -> Leaf {
        if let leaf = takeLeaf() { return leaf }
        try reserveLeavesNow().get()
        return try #require(takeLeaf())
    }
}
