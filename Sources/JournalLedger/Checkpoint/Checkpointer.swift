import NIOConcurrencyHelpers
import PaymentLinks
import Storage

/// Writes checkpoints beside everything else: now and then while the journal grows, and at a clean stop.
struct Checkpointer: Sendable {
    private let file: CheckpointFile
    private let journalID: String
    private let pace: CheckpointPace
    private let state: NIOLockedValueBox<LedgerState>
    private let thread: ThreadPool

    init(
        _ file: CheckpointFile,
        journalID: String,
        _ pace: CheckpointPace,
        _ state: NIOLockedValueBox<LedgerState>
    ) throws(SystemCallFailure) {
        self.file = file
        self.pace = pace
        self.journalID = journalID
        self.state = state
        thread = try ThreadPool(count: 1)
    }

    /// Looks whether it is time; called after each batch, on the commit thread, with the lock of the state held.
    func look(at state: inout LedgerState) {
        state.beginCheckpoint(ifGrownBy: pace.growth(state.index.linkCount))
        guard let (index, resumePoint) = state.takeFinishedCopy() else { return }
        let checkpoint = Checkpoint(journalID: journalID, index: index, resumePoint: resumePoint)
        // One that can't be written is no loss: the next start reads more of the journal.
        thread.start { [file] in try? file.write(checkpoint) }
    }

    /// Writes the last one, unless the journal has hardly grown since; blocks.
    ///
    /// To be called when the journal is closed, and nothing is on its way to it.
    func finish() {
        let last = state.withLockedValue { state in
            state.beginCheckpoint(ifGrownBy: pace.lastGrowthMin)
            return state.takeFinishedCopy()
        }
        // The next process writes under the same name, so one that is on its way is waited for.
        thread.finish()
        guard let (index, resumePoint) = last else { return }
        try? file.write(Checkpoint(journalID: journalID, index: index, resumePoint: resumePoint))
    }
}
