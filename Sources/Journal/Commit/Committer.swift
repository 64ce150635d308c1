internal import CScheduler
import Storage
internal import SystemPackage

/// The commit thread: asks the queue for steps and carries them out until there are none.
struct Committer: Sendable {
    private let shared: Monitor<CommitState>
    private let named: NamedFile
    private let start: BatchWriter
    private let settings: Journal.Settings
    private let beforeCommit: @Sendable () throws -> Void
    private let onDurable: @Sendable ([DurableRecord]) -> Void

    init(
        shared: Monitor<CommitState>,
        _ recovered: RecoveredFile,
        settings: Journal.Settings,
        beforeCommit: @escaping @Sendable () throws -> Void,
        onDurable: @escaping @Sendable ([DurableRecord]) -> Void
    ) {
        self.shared = shared
        self.named = recovered.named
        self.start = BatchWriter(recovered, freeBytesReserve: settings.freeBytesReserve)
        self.settings = settings
        self.beforeCommit = beforeCommit
        self.onDurable = onDurable
    }

    /// The shortest time slices that the kernel grants.
    private static let timeSliceNanoseconds: UInt64 = 100_000

    /// Runs until the queue ends.
    ///
    /// Blocks; the body of a thread.
    func run() {
        // Every answer waits for this thread, which runs briefly: with short slices the scheduler lets it preempt a busy
        // event loop as soon as it wakes (Linux 6.12). Where that is refused it is scheduled like any other.
        _ = ask_for_time_slices(0, Self.timeSliceNanoseconds)
        var writer = start
        while true {
            switch shared.wait(for: { $0.nextWork() }) {
            case .sign(let give): give()
            case .step(.commit(let entries)):
                finish(&writer, isMarker: false) { (writer) throws(SystemCallFailure) in try writer.commit(entries) }
            case .step(.marker(let seq)):
                finish(&writer, isMarker: true) { (writer) throws(SystemCallFailure) in
                    try writer.writeMarker(seq: seq)
                    return []
                }
            case .step(.end(let waiters, let error)):
                // After a failure the file must not be touched any more.
                if shared.withLock({ $0.queue.failure == nil }) { writer.cutOffPadding() }
                resume(waiters, .failure(error))
                return
            }
        }
    }

    /// Writes, and reports the outcome; no other batch begins before that.
    private func finish(
        _ writer: inout BatchWriter,
        isMarker: Bool,
        _ work: (inout BatchWriter) throws(SystemCallFailure) -> [DurableRecord]
    ) {
        let records: [DurableRecord]
        let start = settings.now()
        do throws(JournalError) {
            records = try write(&writer, work)
        } catch {
            resume(shared.withLock { $0.queue.failed(error) }, .failure(error))
            settings.onFailure(error)
            return
        }
        let duration = settings.now() - start
        settings.complete { [self, end = writer.end] in
            if !records.isEmpty { onDurable(records) }
            let (waiters, hasWork, news) = shared.withLock { state in
                let waiters = state.synced(end, isMarker: isMarker, after: duration, settings)
                return (waiters, state.queue.hasWork, state.takeNews())
            }
            if hasWork { shared.signal() }
            // Told first, so that whoever heard of a batch finds its condition told; it is rare, and never blocks.
            for condition in news { settings.onCondition(condition) }
            resume(waiters, .success(()))
        }
    }

    private func write(
        _ writer: inout BatchWriter,
        _ work: (inout BatchWriter) throws(SystemCallFailure) -> [DurableRecord]
    ) throws(JournalError) -> [DurableRecord] {
        do {
            if try named.isInPlace(byteCount: writer.end.byteCount) {
                try prepare()
                return try work(&writer)
            }
        } catch {
            throw .commitFailed(named.path, byte: writer.end.byteCount, error)
        }
        throw .displaced(named.path, byteCount: writer.end.byteCount)
    }

    private func prepare() throws(SystemCallFailure) {
        do {
            try beforeCommit()
        } catch {
            throw error as? SystemCallFailure ?? SystemCallFailure("write", .ioError)
        }
    }

    private func resume(_ waiters: [Journal.Waiter], _ result: Result<Void, JournalError>) {
        for waiter in waiters {
            waiter.resume(returning: result)
        }
    }
}
