/// How often the index is written to a checkpoint.
package struct CheckpointPace: Sendable {
    /// The least growth of the journal between two checkpoints: as much as a start reads in a tenth of a second.
    package var growthMin = 32 << 20
    /// The least growth per link, half of what a checkpoint writes for one.
    package var growthPerLink = 35
    /// The least growth for a checkpoint at a clean stop: a shorter journal is read as fast as a checkpoint.
    package var lastGrowthMin = 1 << 20

    /// The pace of the daemon.
    package init() {}

    func growth(_ linkCount: Int) -> Int { max(growthMin, linkCount * growthPerLink) }
}
