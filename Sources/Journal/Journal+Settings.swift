extension Journal {
    /// Limits, and what to do when the journal fails.
    package struct Settings: Sendable {
        /// The most bytes written and synced together; a single record that is longer goes alone.
        package var batchBytesMax = 8 << 20
        /// The most bytes of a record's line.
        package var recordBytesMax = 64 << 20
        /// The most bytes waiting to be written; beyond them `append` throws `busy`.
        package var queueBytesMax = 64 << 20
        /// The most bytes of the file; beyond them `append` throws `outOfSpace`.
        package var fileBytesMax = 128 << 30
        /// Free bytes of the file system below which `append` throws `outOfSpace`.
        package var freeBytesReserve = 16 << 20
        /// How old a look at the free space may be.
        package var freeSpaceInterval = Duration.seconds(1)
        /// True to write newlines ahead where that saves a flush of the disk with each batch.
        package var writesPadding = true
        /// How much is written ahead.
        var padding = Padding.Limits()
        /// The monotonic clock behind `freeSpaceInterval`.
        package var now: @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now }
        /// The time above which a write with its sync is slow.
        package var slowCommit = Duration.seconds(1)
        /// Called when a condition of the disk begins or has ended, on any thread; must not block.
        package var onCondition: @Sendable (Condition) -> Void = { _ in }
        /// Runs the completion of a batch that is durable: it calls `onDurable` and resumes the waiters.
        ///
        /// As it is, on the commit thread. A server gives it to the thread that serves: what that thread has allocated is
        /// freed there, and nobody waits for a lock. Each completion has to be run, once, also while the journal closes; the
        /// next batch is written after it.
        package var complete: @Sendable (_ completion: @escaping @Sendable () -> Void) -> Void = { $0() }
        /// Called once, on the commit thread, when a write or sync has failed and every waiter was resumed with the error.
        ///
        /// The process should end: nothing is written any more, and only recovery can tell what the disk has.
        /// Must not call `close`.
        package var onFailure: @Sendable (JournalError) -> Void = { _ in }

        /// The limits the daemon ships with.
        package init() {}

        /// The most bytes of one write, and so of a torn end.
        var writeBytesMax: Int { max(recordBytesMax, batchBytesMax) }
    }
}
