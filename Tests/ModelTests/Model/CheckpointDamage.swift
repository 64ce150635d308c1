import TestSupport

/// Damage to a checkpoint file between two runs of its ledger.
struct CheckpointDamage {
    enum Kind: CaseIterable {
        /// Cut short, or lost.
        case truncated
        /// One bit flipped.
        case decayed
        /// Replaced by an earlier one.
        case outdated
    }

    private var earlier: [UInt8]?

    /// Keeps a checkpoint now and then, for later.
    mutating func see(_ checkpoint: [UInt8]?, using random: inout SeededSequence) {
        if Int.random(in: 0..<3, using: &random) == 0 { earlier = checkpoint ?? earlier }
    }

    /// A checkpoint with damage.
    func damaged(_ checkpoint: [UInt8], _ kind: Kind, using random: inout SeededSequence) -> [UInt8] {
        switch kind {
        case .truncated:
            guard Bool.random(using: &random), !checkpoint.isEmpty else { return [] }
            return Array(checkpoint.prefix(.random(in: 0..<checkpoint.count, using: &random)))
        case .decayed:
            guard let offset = checkpoint.indices.randomElement(using: &random) else { return [] }
            var bytes = checkpoint
            bytes[offset] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            return bytes
        case .outdated: return earlier ?? checkpoint
        }
    }
}
