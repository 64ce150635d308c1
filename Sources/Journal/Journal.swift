package import Storage
package import SystemPackage

/// An append-only file of records, and the one thread that writes it.
///
/// A journal passes through three types, so that nothing can be called out of order:
///
/// 1. `OpenedJournal`: locked, its header read, nothing of it changed. `Journal.open` makes one.
/// 2. `ReplayedJournal`: read and verified to its end, still unchanged. `OpenedJournal.replay` makes one.
/// 3. `Journal`: its end repaired, its last batch proven, open for appending. `ReplayedJournal.start` makes one.
///
/// In append mode `append` gives out sequence numbers at once and in call order, and `durable` returns when a number is on
/// the disk. All records that arrive during a sync are written and synced together; a lone one never waits for company.
/// The first write or sync that fails is the last: every waiter gets the error that its outcome is unknown, nothing is
/// written any more, and the process has to restart, so that recovery reads what the disk really has.
///
/// **Owner.** One process has the journal: it holds the lock file and a lock on the journal itself. In that process one
/// thread, the `Committer`, writes the file; callers and that thread share `CommitState` behind one lock.
///
/// **Files of the code.** `Format`: a line (`Envelope`, `LineEnd`, `RecordHash`), the first line (`JournalHeader`), and what
/// may follow what (`Chain`, `Damage`). `Recovery`, in the order of a start: `JournalOpener` takes the locks and reads the
/// `FirstLine`; `JournalScanner` reads the rest on a thread of its own (`ScanPipeline`), which splits it (`LineReader`) and
/// verifies it (`ChunkVerifier`, `VerifiedChunk`); behind the last good record `Tail` and `TailVerdict` tell a torn write
/// from damage; `ReplayedJournal` repairs the end. `Commit`: `CommitQueue` decides what is written when, `BatchWriter`
/// writes it over `Padding`, `NamedFile` notices that another program took the file away.
///
/// The file's layout and the rules of recovery are in `proto-docs/journal-format.md`.
package final class Journal: Sendable {
    /// The journal's name in its directory.
    package static let fileName: FilePath.Component = "journal.jsonl"
    /// The lock's name in the same directory.
    package static let lockName: FilePath.Component = "journal.lock"

    typealias Waiter = CheckedContinuation<Result<Void, JournalError>, Never>

    /// Findings and repairs of the start.
    package let recovery: Recovery

    /// The file, to read records from; also after the journal was closed.
    package let records: RecordFile

    private let path: FilePath
    private let file: any DiskFile
    private let settings: Settings
    private let shared: Monitor<CommitState>
    private let thread: POSIXThread

    /// Starts to write behind what recovery has made durable.
    init(
        _ recovered: RecoveredFile,
        settings: Settings,
        beforeCommit: @escaping @Sendable () throws -> Void,
        onDurable: @escaping @Sendable ([DurableRecord]) -> Void
    ) throws(JournalError) {
        recovery = recovered.recovery
        path = recovered.named.path
        file = recovered.named.file
        records = RecordFile(path: recovered.named.path, file: recovered.named.file)
        self.settings = settings
        let shared = Monitor(CommitState(recovered, settings: settings))
        let committer = Committer(
            shared: shared,
            recovered,
            settings: settings,
            beforeCommit: beforeCommit,
            onDurable: onDurable
        )
        self.shared = shared
        do {
            thread = try POSIXThread { committer.run() }
        } catch {
            throw .cannotPrepare(path, error)
        }
    }

    deinit {
        close()
    }

    /// Queues one record and returns the sequence number of its first event at once.
    ///
    /// Numbers follow the order of calls; the record is durable only when `durable(through:)` returns. May be called from
    /// any thread; takes microseconds, except that once a second it asks for the free space.
    ///
    /// - Parameters:
    ///   - payload: JSON members in UTF-8, joined by commas, without a newline; not empty.
    ///   - count: How many events they hold, at least 1.
    /// - Returns: The first event's number; event i has that number + i.
    /// - Throws: `busy`, `outOfSpace`, `recordTooLarge` or `closed`, when nothing was recorded; or, after a failure,
    ///   that failure.
    package func append(payload: [UInt8], count: Int) throws(JournalError) -> UInt64 {
        precondition(!payload.isEmpty && payload.span.firstNewline() == nil, "a payload is members on one line")
        let (taken, news) = shared.withLock { state in
            let taken = Result { () throws(JournalError) in
                try state.checkFreeSpace(for: payload.count, in: file, path, settings)
                return try state.queue.enqueue(payload: payload, count: count)
            }
            return (taken, state.takeNews())
        }
        for condition in news { settings.onCondition(condition) }
        let (seq, wakesWriter) = try taken.get()
        if wakesWriter { shared.signal() }
        return seq
    }

    /// Looks at the disk, so that a condition also begins and ends while nobody appends.
    ///
    /// Asks the file system, and so may block.
    package func lookAgain() {
        let news = shared.withLock { state in
            state.lookAgain(at: file, path, settings)
            return state.takeNews()
        }
        for condition in news { settings.onCondition(condition) }
    }

    /// Returns when every event up to `seq` is synced, without suspending when it already is.
    ///
    /// All waiters for events of one batch are resumed together after its sync, where `Settings.complete` does that. A number that has
    /// not been given out yet is waited for as well. Cancellation of the task is ignored.
    ///
    /// - Parameter seq: The last number that matters; event i of a record has the record's number + i.
    /// - Throws: The failure, when it is unknown whether the event is recorded; `closed` when the journal was closed first.
    package func durable(through seq: UInt64) async throws(JournalError) {
        switch shared.withLock({ $0.queue.answer(for: seq) }) {
        case .durable: return
        case .failed(let error): throw error
        case .waits: break
        }
        let result = await withCheckedContinuation { (waiter: Waiter) in
            switch shared.withLock({ $0.queue.wait(for: seq, waiter) }) {
            case .durable: waiter.resume(returning: .success(()))
            case .failed(let error): waiter.resume(returning: .failure(error))
            case .waits: break
            }
        }
        try result.get()
    }

    /// Asks the commit thread for a sign of life.
    ///
    /// Returns at once. A thread that is stuck in a write or a sync, or has ended, gives none; asked again meanwhile, it
    /// will give one for all.
    ///
    /// - Parameter sign: Called on the commit thread between two of its steps.
    package func requestSign(_ sign: @escaping @Sendable () -> Void) {
        shared.withLock { $0.sign = sign }
        shared.signal()
    }

    /// The journal's state now.
    package var status: Status {
        shared.withLock { $0.status }
    }

    /// Writes and syncs the queue, then a commit marker if the last batch has none, ends the thread and releases the lock.
    ///
    /// Blocks until that is done. Any thread may call it, any number of times. A failure on the way is in `status`.
    ///
    /// - Parameter lastWork: Run by the call that closes the journal, when nothing is written any more and the lock is
    ///   still held: for other files of the directory that belong to the owner.
    package func close(_ lastWork: () -> Void = {}) {
        let isFirst = shared.withLock { $0.beginClosing() }
        shared.signal()
        if isFirst {
            thread.join()
            lastWork()
            shared.withLock { $0.endClosing() }
            shared.signal()
        } else {
            shared.wait { $0.isClosed ? () : nil }
        }
    }
}

extension Journal {
    /// A moment of a journal.
    package struct Status: Sendable {
        /// The last sequence number given out; 0 when there is none.
        package let lastSeq: UInt64
        /// Every event up to this one is synced.
        package let durableSeq: UInt64
        /// The hash of the last synced line; kept elsewhere, it proves that nothing before it was changed.
        package let head: RecordHash
        /// Bytes of the file up to the end of that line.
        package let byteCount: Int
        /// The failure after which nothing is written any more.
        package let failure: JournalError?
        /// Whether records are refused for want of room, or will be when the padding is used up.
        package let isFull: Bool
        /// Whether a write with its sync was slow within the last minute or so.
        package let isSlow: Bool
        /// The free bytes of the file system, as far as is known.
        package let freeByteCount: Int?
        /// Bytes queued or being written, at most.
        package let pendingByteCount: Int
        /// How long each write took with its sync, since the start.
        package let commitTimes: LatencyHistogram
    }
}

extension Journal {
    /// Findings and repairs of a start, for a log line.
    package struct Recovery: Sendable {
        /// Records of the journal, commit markers included; those in front of a resume position were not read.
        package internal(set) var recordCount = 0
        /// True when reading began behind a resume position.
        package internal(set) var wasResumed = false
        /// The last sequence number; 0 when there is no event.
        package internal(set) var lastSeq: UInt64 = 0
        /// The hash of the last line; `nil` until the journal is read to its end.
        package internal(set) var head: RecordHash?
        /// The journal's own 32 hexadecimal digits.
        package let id: String
        /// Bytes of a write that was never acknowledged, cut off behind the last good record; 0 after a clean stop.
        package internal(set) var tornByteCount = 0
        /// Where those bytes were kept; nothing needs the file.
        package internal(set) var tornFile: FilePath?
        /// True when the journal did not exist, or its creation had been interrupted.
        package internal(set) var wasCreated = false
        /// True when the last stop was clean: the file ended with a commit marker, or had no record.
        package internal(set) var endedWithMarker = true

        init(id: String) {
            self.id = id
        }
    }
}
