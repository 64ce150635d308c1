import Journal
import NIOConcurrencyHelpers
import PaymentLinks

/// Writes checkpoints beside everything else: now and then while the journal grows, and at a clean stop.
struct Checkpointer: Sendable {
    /// How much the journal grows before another checkpoint is worth its bytes: what a start reads in a tenth of a second,
    /// and no less than half of what writing it takes.
    private static func growth(_ index: LinkIndex) -> Int { max(32 << 20, index.linkCount * 35) }
    /// A shorter journal is read as fast as a checkpoint.
    private static let lastGrowth = 1 << 20

    private let file: CheckpointFile
    private let journalID: String
    private let state: NIOLockedValueBox<LedgerState>
    private let thread: BlockingThreads

    init(_ file: CheckpointFile, journalID: String, _ state: NIOLockedValueBox<LedgerState>) throws(SystemCallFailure) {
        self.file = file
        self.journalID = journalID
        self.state = state
        thread = try BlockingThreads(count: 1)
    }

    /// Looks whether it is time; called after each batch, on the commit thread, with the lock of the state held.
    func look(at state: inout LedgerState) {
        state.beginCheckpoint(ifGrownBy: Self.growth(state.index))
        guard let (index, bookmark) = state.takeFinishedCopy() else { return }
        let checkpoint = Checkpoint(journalID: journalID, index: index, bookmark: bookmark)
        // One that can't be written is no loss: the next start reads more of the journal.
        thread.start { [file] in try? file.write(checkpoint) }
    }

    /// Writes the last one, unless the journal has hardly grown since; blocks.
    ///
    /// To be called when the journal is closed, and nothing is on its way to it.
    func finish() {
        let last = state.withLockedValue { state in
            state.beginCheckpoint(ifGrownBy: Self.lastGrowth)
            return state.takeFinishedCopy()
        }
        guard let (index, bookmark) = last else { return }
        thread.finish()
        try? file.write(Checkpoint(journalID: journalID, index: index, bookmark: bookmark))
    }
}
