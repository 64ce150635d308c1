internal import Crypto

/// A puncturable pseudorandom function with 2^48 inputs, the leaves: a key follows for each of them from one secret, and
/// any leaf can be punctured, after which its key follows from nothing that is left.
///
/// The construction is a GGM tree (Goldreich, Goldwasser and Micali) of 24 levels with four children a node: a child's key
/// is HMAC-SHA256 of its number, 0 to 3, under its parent's key. Kept are the nodes that cover the leaves that are left, at
/// first the root alone. Puncturing replaces the node above a leaf by the siblings along the path down to it, which adds at
/// most 71 nodes, fewer the closer together the punctured leaves are.
struct KeyTree: Sendable {
    /// The version of the file that this program writes; it reads the first one, too, which did not keep `reserved`.
    static let version: UInt64 = 2
    static let levelCount = 24
    /// How many leaves there are.
    static let leafCount: UInt64 = 1 << 48

    /// A key and the leaves that follow from it.
    struct Node: Sendable {
        /// 0 for the root, 24 for a leaf.
        let level: Int
        /// Its number among the nodes of its level.
        let position: UInt64
        let key: SymmetricKey

        var leaves: Range<UInt64> {
            let width = UInt64(1) << UInt64(2 * (KeyTree.levelCount - level))
            return position * width..<(position + 1) * width
        }

        func child(_ number: UInt64) -> Node {
            Node(level: level + 1, position: position * 4 + number, key: KeyTree.childKey(number, of: key))
        }
    }

    /// A random number of the tree's own.
    let id: UInt64
    /// Leaves below this number may be in use, be it in another copy of the journal; those from it on never were.
    var reserved: UInt64
    /// The nodes that are left, in the order of the leaves.
    private(set) var nodes: [Node]
    /// The nodes down to the last leaf whose key was asked for: neighbours share nearly all of them.
    private var path: [Node] = []

    init(id: UInt64, reserved: UInt64 = 0, nodes: [Node]) {
        self.id = id
        self.reserved = reserved
        self.nodes = nodes
    }

    /// A whole tree.
    init(id: UInt64, reserved: UInt64 = 0, root: SymmetricKey) {
        self.init(id: id, reserved: reserved, nodes: [Node(level: 0, position: 0, key: root)])
    }

    /// The key of a leaf; `nil` once it is punctured.
    ///
    /// Costs an HMAC for each level in which the leaf differs from the one before, one and a third for the next leaf.
    mutating func key(of leaf: UInt64) -> SymmetricKey? {
        precondition(leaf < Self.leafCount, "a leaf has 48 bits")
        while let last = path.last, !last.leaves.contains(leaf) { path.removeLast() }
        if path.isEmpty {
            guard let cover = cover(of: leaf) else { return nil }
            path = [cover]
        }
        while let last = path.last, last.level < Self.levelCount {
            path.append(last.child(leaf >> UInt64(2 * (Self.levelCount - last.level - 1)) & 3))
        }
        return path.last?.key
    }

    /// The first leaf from a number on that is still there; nil if there is none.
    func firstLeaf(from number: UInt64) -> UInt64? {
        nodes.first { $0.leaves.upperBound > number }.map { max(number, $0.leaves.lowerBound) }
    }

    /// Punctures leaves; false if none of them was left.
    mutating func puncture(_ leaves: Range<UInt64>) -> Bool {
        guard !leaves.isEmpty else { return false }
        let first = nodes.firstIndex { $0.leaves.upperBound > leaves.lowerBound } ?? nodes.endIndex
        let end = nodes[first...].firstIndex { $0.leaves.lowerBound >= leaves.upperBound } ?? nodes.endIndex
        guard first < end else { return false }
        path = []
        nodes.replaceSubrange(first..<end, with: nodes[first..<end].flatMap { Self.rest(of: $0, without: leaves) })
        return true
    }

    private static func rest(of node: Node, without leaves: Range<UInt64>) -> [Node] {
        guard node.leaves.overlaps(leaves) else { return [node] }
        if leaves.lowerBound <= node.leaves.lowerBound, leaves.upperBound >= node.leaves.upperBound { return [] }
        return (0..<4).flatMap { rest(of: node.child($0), without: leaves) }
    }

    private func cover(of leaf: UInt64) -> Node? {
        var range = nodes.indices
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            if nodes[middle].leaves.contains(leaf) { return nodes[middle] }
            range = nodes[middle].leaves.lowerBound > leaf ? range.lowerBound..<middle : middle + 1..<range.upperBound
        }
        return nil
    }

    fileprivate static func childKey(_ number: UInt64, of key: SymmetricKey) -> SymmetricKey {
        SymmetricKey(data: HMAC<SHA256>.authenticationCode(for: [UInt8(truncatingIfNeeded: number)], using: key))
    }
}
