internal import Storage
package import SystemPackage

/// An append-only file of records, and the one thread that writes it.
///
/// `append` gives out sequence numbers at once and in call order; `durable` returns when a number is on the disk. All
/// records that arrive while a sync is under way are written and synced together, and a lone one never waits for
/// company. The first write or sync that fails is the last: every waiter is told that its outcome is unknown, nothing
/// is written any more, and the process has to be restarted, so that recovery reads what the disk really has.
///
/// The file's layout and the rules of recovery are in `proto-docs/journal-format.md`.
package final class Journal: Sendable {
    /// The journal's name in its directory.
    package static let fileName: FilePath.Component = "journal.jsonl"
    /// The lock's name in the same directory.
    package static let lockName: FilePath.Component = "journal.lock"

    typealias Waiter = CheckedContinuation<Result<Void, JournalError>, Never>

    /// What recovery found and did.
    package let recovery: Recovery

    /// The file, to read records from; also after the journal was closed.
    package let records: RecordFile

    private let path: FilePath
    private let file: any DiskFile
    private let settings: Settings
    private let shared: Monitor<CommitState>
    private let thread: POSIXThread

    /// Starts to write behind what recovery has made durable.
    init(_ recovered: RecoveredFile, settings: Settings) throws(JournalError) {
        recovery = recovered.recovery
        path = recovered.named.path
        file = recovered.named.file
        records = RecordFile(path: recovered.named.path, file: recovered.named.file)
        self.settings = settings
        let shared = Monitor(CommitState(recovered, settings: settings))
        let committer = Committer(shared: shared, recovered, settings: settings)
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
    /// Numbers follow the order of calls; durable is the record only when `durable(through:)` says so. May be called
    /// from any thread; takes microseconds, except that once a second it asks for the free space.
    ///
    /// - Parameters:
    ///   - payload: JSON members in UTF-8, joined by commas, without a newline; not empty.
    ///   - count: How many events they hold, at least 1.
    /// - Returns: The first event's number; event i has that number + i.
    /// - Throws: `busy`, `outOfSpace`, `recordTooLarge` or `closed`, when nothing was recorded; or, after a failure,
    ///   that failure.
    package func append(payload: [UInt8], count: Int) throws(JournalError) -> UInt64 {
        precondition(!payload.isEmpty && payload.span.firstNewline() == nil, "a payload is members on one line")
        let (seq, wakesWriter) = try shared.withLock { (state) throws(JournalError) in
            try state.checkFreeSpace(for: payload.count, in: file, path, settings)
            return try state.queue.enqueue(payload: payload, count: count)
        }
        if wakesWriter { shared.signal() }
        return seq
    }

    /// Returns when every event up to `seq` is synced, without suspending when it already is.
    ///
    /// All who wait for events of one batch are resumed together, by the commit thread, after its sync. A number that
    /// has not been given out yet is waited for as well. Cancellation of the task is not heard.
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

    /// Where the journal stands now.
    package var status: Status {
        shared.withLock { $0.status }
    }

    /// Writes and syncs what is queued, then a commit marker if the last batch has none, ends the thread and releases the lock.
    ///
    /// Blocks until that is done; call it again, or from several threads, as you like. A failure on the way is in `status`.
    package func close() {
        let isFirst = shared.withLock { $0.beginClosing() }
        shared.signal()
        if isFirst {
            thread.join()
            shared.withLock { $0.endClosing() }
            shared.signal()
        } else {
            shared.wait { $0.isClosed ? () : nil }
        }
    }
}
