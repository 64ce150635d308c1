import NIOConcurrencyHelpers
import PaymentLinks
import Storage

/// Writes checkpoints in the background while the journal grows, and one at a clean stop.
struct Checkpointer: Sendable {
    private let file: CheckpointFile
    private let journalID: String
    private let pace: CheckpointPace
    private let state: NIOLockedValueBox<LedgerState>
    /// Free bytes of the file system that are the journal's.
    private let reserve: Int
    private let thread: ThreadPool

    init(
        _ file: CheckpointFile,
        journalID: String,
        _ pace: CheckpointPace,
        _ state: NIOLockedValueBox<LedgerState>,
        reserve: Int
    ) throws(SystemCallFailure) {
        self.file = file
        self.pace = pace
        self.journalID = journalID
        self.state = state
        self.reserve = reserve
        thread = try ThreadPool(count: 1)
    }

    /// Begins or writes a checkpoint if one is due; called after each batch, on the commit thread, with the state locked.
    func look(at state: inout LedgerState) {
        state.beginCheckpoint(ifGrownBy: pace.growth(state.index.linkCount))
        guard let (index, resumePoint) = state.takeFinishedCopy() else { return }
        let checkpoint = Checkpoint(journalID: journalID, index: index, resumePoint: resumePoint)
        // A failure costs time only: the next start reads more of the journal.
        thread.start { [file, reserve] in try? file.write(checkpoint, leaving: reserve) }
    }

    /// Writes the last checkpoint, unless the journal has hardly grown since the one before; blocks.
    ///
    /// Call it once the journal is closed and no record is pending.
    func finish() {
        let last = state.withLockedValue { state in
            state.beginCheckpoint(ifGrownBy: pace.lastGrowthMin)
            return state.takeFinishedCopy()
        }
        // Wait for a checkpoint that is being written: the next process writes under the same name.
        thread.finish()
        guard let (index, resumePoint) = last else { return }
        try? file.write(Checkpoint(journalID: journalID, index: index, resumePoint: resumePoint), leaving: reserve)
    }
}
