import Crypto
@testable import KeyVault
import SystemPackage
import TestSupport
import Testing

@Suite struct KeyTreeTests {
    private let root = SymmetricKey(data: [UInt8](0..<32))

    private func bytes(_ key: SymmetricKey?) -> [UInt8]? {
        key.map { key in key.withUnsafeBytes { Array($0) } }
    }

    /// The definition, without any of the shortcuts.
    private func defined(_ leaf: UInt64) -> [UInt8]? {
        var key = root
        for level in 0..<24 {
            let number = UInt8(leaf >> UInt64(2 * (23 - level)) & 3)
            key = SymmetricKey(data: HMAC<SHA256>.authenticationCode(for: [number], using: key))
        }
        return bytes(key)
    }

    @Test func `a leaf's key is known for ever, since boxes are sealed with it`() {
        var tree = KeyTree(id: 1, root: root)
        let hex = bytes(tree.key(of: 17))?.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        #expect(hex == "9b780ed6d6ec549d43d92f118dfd200c3d0e8faeded5c0c3dd2bb344a0399234")
        for leaf in [0, 1, 2, 17, 16, 1 << 30, KeyTree.leafCount - 1, 3] as [UInt64] {
            #expect(bytes(tree.key(of: leaf)) == defined(leaf), "\(leaf)")
        }
    }

    @Test func `after random punctures every other leaf has its key and a punctured one never, in the file too`() throws
    {
        var random = SeededSequence(for: #function)
        for round in 0..<20 {
            var tree = KeyTree(id: 7, root: root)
            let range: Range<UInt64> = round < 10 ? 0..<200 : 0..<KeyTree.leafCount
            var gone: Set<UInt64> = []
            var ranges: [Range<UInt64>] = []
            for _ in 0..<40 {
                let leaf = UInt64.random(in: range, using: &random)
                #expect(
                    tree.puncture(leaf..<leaf + 1) == !(gone.contains(leaf) || ranges.contains { $0.contains(leaf) })
                )
                gone.insert(leaf)
                if Int.random(in: 0..<10, using: &random) == 0 {
                    let long = leaf..<min(leaf + UInt64.random(in: 0..<70, using: &random), KeyTree.leafCount)
                    _ = tree.puncture(long)
                    ranges.append(long)
                }
                if Bool.random(using: &random) { tree = try KeyTree(fileBytes: tree.fileBytes, path: "/keys") }
            }
            let near = gone.flatMap { [$0 &- 1, $0, $0 + 1, $0 ^ 4, $0 ^ 64] }.filter { $0 < KeyTree.leafCount }
            for leaf in near + (0..<200) {
                let isGone = gone.contains(leaf) || ranges.contains { $0.contains(leaf) }
                let key = bytes(tree.key(of: leaf))
                #expect(key == (isGone ? nil : defined(leaf)), "seed \(random.seed), leaf \(leaf)")
            }
            #expect(tree.nodes.count <= 1 + (gone.count + 2 * ranges.count) * 71)
        }
    }

    @Test func `no key that is left is one above a punctured leaf`() {
        var tree = KeyTree(id: 1, root: root)
        _ = tree.puncture(5..<6)
        #expect(tree.nodes.count == 72)
        #expect(!tree.nodes.contains { $0.leaves.contains(5) })
        #expect(tree.firstLeaf(from: 5) == 6)
        #expect(tree.firstLeaf(from: 4) == 4)
        _ = tree.puncture(6..<KeyTree.leafCount)
        #expect(tree.firstLeaf(from: 5) == nil)
    }

    @Test func `the file is this to the byte`() throws {
        var tree = KeyTree(id: 0xAB, reserved: 1 << 24, root: root)
        let whole = """
            {"keys":"paylink","version":2,"id":"00000000000000ab","reserved":16777216}
            {"level":0,"position":0,"key":"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"}
            {"hash":"c513a9f7c6ba905c91c92e286cb8862512cc31dab2dde46c42848b656b75b470"}

            """
        #expect(String(decoding: tree.fileBytes, as: UTF8.self) == whole)
        _ = tree.puncture(0..<KeyTree.leafCount - 1)
        let last = String(decoding: tree.fileBytes, as: UTF8.self).split(separator: "\n")
        #expect(last.count == 3)
        #expect(last[1].hasPrefix(#"{"level":24,"position":281474976710655,"key":""#))
    }

    @Test func `a file of the first version is read`() throws {
        let first = """
            {"keys":"paylink","version":1,"id":"00000000000000ab"}
            {"level":0,"position":0,"key":"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"}
            {"hash":"c79e1f735948748aaf1f060ef4e84e56c85ee8d75f00918792dcdc2aebcba089"}

            """
        var tree = try KeyTree(fileBytes: Array(first.utf8), path: "/keys")
        #expect((tree.id, tree.reserved) == (0xAB, 0))
        #expect(bytes(tree.key(of: 17)) == defined(17))
    }

    @Test func `every flipped bit of the file is noticed`() throws {
        var tree = KeyTree(id: 0xAB, root: root)
        _ = tree.puncture(0..<KeyTree.leafCount - 2)
        let bytes = tree.fileBytes
        for index in bytes.indices {
            for bit in 0..<8 {
                var damaged = bytes
                damaged[index] ^= 1 << bit
                #expect(throws: KeyVaultError.self) { try KeyTree(fileBytes: damaged, path: "/keys") }
            }
        }
        for count in bytes.indices {
            #expect(throws: KeyVaultError.self) { try KeyTree(fileBytes: Array(bytes[..<count]), path: "/keys") }
        }
    }

    @Test func `a file of a newer program is not taken for damage`() {
        let newer = Array(#"{"keys":"paylink","version":3,"what":"ever"}"#.utf8)
        let error = #expect(throws: KeyVaultError.self) { try KeyTree(fileBytes: newer, path: "/keys") }
        #expect(error?.code == .unsupportedVersion)
    }
}
