import Storage
internal import SystemPackage

/// The state that callers and the commit thread share, behind one lock.
struct CommitState {
    var queue: CommitQueue<Journal.Waiter>
    /// The sign of life that the commit thread is asked for, if it has not given it yet.
    var sign: (@Sendable () -> Void)?
    private var head: RecordHash
    private var byteCount: Int
    private var padding: Padding
    private var freeSpace: FreeSpace?
    /// The growth for which there is no room, until there is.
    private var refusedGrowth: Int?
    private var commitTimes = LatencyHistogram()
    /// The last slow commit, while commits count as slow.
    private var lastSlowCommit: ContinuousClock.Instant?
    /// The conditions that nobody was told of yet.
    private var news: [Journal.Condition] = []
    private var locks: [any DiskLock]
    private var closing = Closing.no

    /// Free bytes of the file system at the last look, and bytes that the journal took since.
    private struct FreeSpace {
        var byteCount: Int
        var at: ContinuousClock.Instant
        var takenByteCount = 0

        var leftByteCount: Int { byteCount - takenByteCount }

        func isUsable(at now: ContinuousClock.Instant, _ settings: Journal.Settings) -> Bool {
            now - at < settings.freeSpaceInterval && takenByteCount <= settings.freeBytesReserve / 16
        }
    }

    private enum Closing {
        case no, underWay, done
    }

    init(_ recovered: RecoveredFile, settings: Journal.Settings) {
        queue = CommitQueue(
            nextSeq: recovered.chain.nextSeq,
            needsMarker: !recovered.chain.endsWithMarker,
            limits: .init(
                batchBytesMax: settings.batchBytesMax,
                recordBytesMax: settings.recordBytesMax,
                queueBytesMax: settings.queueBytesMax
            )
        )
        head = recovered.chain.head
        byteCount = recovered.byteCount
        padding = recovered.padding
        locks = recovered.locks
    }

    /// Refuses a record that would eat into the reserve; a write over padding takes no space.
    ///
    /// Looks at the disk only when the last look is too old, or much was written since: a file system may use up more
    /// than the journal knows of.
    mutating func checkFreeSpace(
        for payloadByteCount: Int,
        in file: any DiskFile,
        _ path: FilePath,
        _ settings: Journal.Settings
    ) throws(JournalError) {
        let pendingByteCount = queue.pendingByteCount + payloadByteCount + Envelope.byteCountMax
        guard byteCount + pendingByteCount <= settings.fileBytesMax else {
            throw .journalFull(path, byteCountMax: settings.fileBytesMax)
        }
        let growth = pendingByteCount - padding.room(behind: byteCount)
        guard growth > 0 else { return }
        let now = settings.now()
        if freeSpace?.isUsable(at: now, settings) != true {
            do {
                freeSpace = FreeSpace(byteCount: try file.freeBytes(), at: now)
            } catch {
                throw .freeSpaceUnknown(path, error)
            }
        }
        guard let freeSpace, freeSpace.leftByteCount - growth >= settings.freeBytesReserve else {
            let error = JournalError.outOfSpace(path, reserveByteCount: settings.freeBytesReserve)
            noteFull(error, growth)
            throw error
        }
        noteRoom()
    }

    /// Looks whether a condition has begun or ended; to be called now and then, so that it does while nobody appends, too.
    ///
    /// The disk is full as soon as the reserve is touched, although records may go on over padding for a while.
    mutating func lookAgain(at file: any DiskFile, _ path: FilePath, _ settings: Journal.Settings) {
        let now = settings.now()
        endSlowness(at: now)
        guard let byteCount = try? file.freeBytes() else { return }
        freeSpace = FreeSpace(byteCount: byteCount, at: now)
        let growth = refusedGrowth ?? 0
        if byteCount - growth >= settings.freeBytesReserve {
            noteRoom()
        } else {
            noteFull(.outOfSpace(path, reserveByteCount: settings.freeBytesReserve), growth)
        }
    }

    private mutating func noteFull(_ error: JournalError, _ growth: Int) {
        if refusedGrowth == nil { news.append(.full(error)) }
        refusedGrowth = growth
    }

    private mutating func noteRoom() {
        if refusedGrowth != nil { news.append(.roomAgain) }
        refusedGrowth = nil
    }

    private mutating func endSlowness(at now: ContinuousClock.Instant) {
        guard let last = lastSlowCommit, now - last >= .seconds(60) else { return }
        news.append(.quickAgain)
        lastSlowCommit = nil
    }

    /// The conditions that began or ended since the last call.
    mutating func takeNews() -> [Journal.Condition] {
        if news.isEmpty { return [] }
        defer { news = [] }
        return news
    }

    /// The commit thread's next work.
    enum Work {
        /// To be called without the lock.
        case sign(@Sendable () -> Void)
        case step(CommitQueue<Journal.Waiter>.Step)
    }

    /// Takes the sign of life first: it is due while the thread has more to write than it can, too.
    mutating func nextWork() -> Work? {
        guard let sign else { return queue.nextStep().map { .step($0) } }
        self.sign = nil
        return .sign(sign)
    }

    /// Notes a durable batch or commit marker, and where the file ends since; returns the waiters to resume.
    mutating func synced(
        _ end: BatchWriter.FileEnd,
        isMarker: Bool,
        after duration: Duration,
        _ settings: Journal.Settings
    ) -> [Journal.Waiter] {
        noteCommit(that: duration, settings)
        freeSpace?.takenByteCount += end.padding.end - padding.end
        head = end.head
        byteCount = end.byteCount
        padding = end.padding
        return queue.synced(isMarker: isMarker)
    }

    private mutating func noteCommit(that duration: Duration, _ settings: Journal.Settings) {
        commitTimes.add(duration)
        if duration > settings.slowCommit {
            if lastSlowCommit == nil { news.append(.slow(duration)) }
            lastSlowCommit = settings.now()
        } else if lastSlowCommit != nil {
            endSlowness(at: settings.now())
        }
    }

    var status: Journal.Status {
        Journal.Status(
            lastSeq: queue.nextSeq - 1,
            durableSeq: queue.durableSeq,
            head: head,
            byteCount: byteCount,
            failure: queue.failure,
            isFull: refusedGrowth != nil,
            isSlow: lastSlowCommit != nil,
            freeByteCount: freeSpace?.leftByteCount,
            pendingByteCount: queue.pendingByteCount,
            commitTimes: commitTimes
        )
    }

    /// True for the first caller, which then closes the journal.
    mutating func beginClosing() -> Bool {
        guard closing == .no else { return false }
        closing = .underWay
        queue.close()
        return true
    }

    /// Releases the locks: from here on another process may open the journal.
    mutating func endClosing() {
        locks = []
        closing = .done
    }

    var isClosed: Bool { closing == .done }
}
