/// How often the index is kept in a checkpoint.
package struct CheckpointPace: Sendable {
    /// How much the journal grows at least before another checkpoint is worth its bytes: what a start reads in a tenth of
    /// a second.
    package var growthMin = 32 << 20
    /// The same for each link: no less than half of what writing it takes.
    package var growthPerLink = 35
    /// What a clean stop is worth one for: a shorter journal is read as fast as a checkpoint.
    package var lastGrowthMin = 1 << 20

    /// The pace that the daemon ships with.
    package init() {}

    func growth(_ linkCount: Int) -> Int { max(growthMin, linkCount * growthPerLink) }
}
