internal import Crypto

/// One secret from which a key follows for each of 2^48 leaves, and from which any of them can be cut out for ever.
///
/// A tree of 24 levels with four children a node (Goldreich, Goldwasser and Micali's construction): a child's key is
/// HMAC-SHA256 of its number, 0 to 3, under its parent's key. Kept are the nodes that cover the leaves that are left, at
/// first the root alone. Cutting a leaf out replaces the node above it by the siblings along the way down, and from those
/// the leaf's key does not follow. Each cut adds at most 71 nodes, fewer the closer together the cuts are.
struct KeyTree: Sendable {
    /// The only version of the file that this program reads and writes.
    static let version: UInt64 = 1
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

    /// Tells this tree from every other.
    let id: UInt64
    /// What is left, in the order of the leaves.
    private(set) var nodes: [Node]
    /// The nodes down to the leaf asked for last, the first one kept: neighbours share nearly all of them.
    private var way: [Node] = []

    init(id: UInt64, nodes: [Node]) {
        self.id = id
        self.nodes = nodes
    }

    /// A whole tree.
    init(id: UInt64, root: SymmetricKey) {
        self.init(id: id, nodes: [Node(level: 0, position: 0, key: root)])
    }

    /// The key of a leaf; nil once it was cut out.
    ///
    /// Costs an HMAC for each level in which the leaf differs from the one before, one and a third for the next leaf.
    mutating func key(of leaf: UInt64) -> SymmetricKey? {
        precondition(leaf < Self.leafCount, "a leaf has 48 bits")
        while let last = way.last, !last.leaves.contains(leaf) { way.removeLast() }
        if way.isEmpty {
            guard let cover = cover(of: leaf) else { return nil }
            way = [cover]
        }
        while let last = way.last, last.level < Self.levelCount {
            way.append(last.child(leaf >> UInt64(2 * (Self.levelCount - last.level - 1)) & 3))
        }
        return way.last?.key
    }

    /// The first leaf from a number on that is still there; nil if there is none.
    func firstLeaf(from number: UInt64) -> UInt64? {
        nodes.first { $0.leaves.upperBound > number }.map { max(number, $0.leaves.lowerBound) }
    }

    /// Cuts leaves out; false if none of them was there.
    mutating func cut(_ leaves: Range<UInt64>) -> Bool {
        guard !leaves.isEmpty else { return false }
        let first = nodes.firstIndex { $0.leaves.upperBound > leaves.lowerBound } ?? nodes.endIndex
        let end = nodes[first...].firstIndex { $0.leaves.lowerBound >= leaves.upperBound } ?? nodes.endIndex
        guard first < end else { return false }
        way = []
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
