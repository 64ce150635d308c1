internal import SystemPackage

/// What callers and the commit thread share, behind one lock.
struct CommitState {
    var queue: CommitQueue<Journal.Waiter>
    private var head: RecordHash
    private var byteCount: Int
    private var freeSpace: (byteCount: Int, at: ContinuousClock.Instant)?
    private var lock: (any DiskLock)?
    private var closing = Closing.no

    private enum Closing {
        case no, underWay, done
    }

    init(_ recovered: RecoveredFile, settings: Journal.Settings) {
        queue = CommitQueue(
            nextSeq: recovered.chain.nextSeq,
            needsSeal: !recovered.chain.isSealed,
            limits: .init(
                batchBytesMax: settings.batchBytesMax,
                recordBytesMax: settings.recordBytesMax,
                queueBytesMax: settings.queueBytesMax
            )
        )
        head = recovered.chain.head
        byteCount = recovered.byteCount
        lock = recovered.lock
    }

    /// Refuses a record that would eat into the reserve; looks at the disk only when the last look is too old.
    mutating func checkFreeSpace(
        for payloadByteCount: Int,
        in file: any DiskFile,
        _ path: FilePath,
        _ settings: Journal.Settings
    ) throws(JournalError) {
        let now = settings.now()
        if freeSpace.map({ now - $0.at >= settings.freeSpaceInterval }) ?? true {
            do {
                freeSpace = (try file.freeBytes(), now)
            } catch {
                throw .freeSpaceUnknown(path, error)
            }
        }
        let free = freeSpace?.byteCount ?? 0
        guard free - queue.pendingByteCount - payloadByteCount >= settings.freeBytesReserve else {
            throw .outOfSpace(path, reserveByteCount: settings.freeBytesReserve)
        }
    }

    /// Notes what the disk has left after a batch.
    mutating func noteFreeSpace(_ byteCount: Int, at now: ContinuousClock.Instant) {
        freeSpace = (byteCount, now)
    }

    /// Notes a durable batch or seal; returns those who can go on.
    mutating func synced(_ writer: BatchWriter, sealed: Bool) -> [Journal.Waiter] {
        head = writer.head
        byteCount = writer.byteCount
        return queue.synced(sealed: sealed)
    }

    var status: Journal.Status {
        Journal.Status(
            lastSeq: queue.nextSeq - 1,
            durableSeq: queue.durableSeq,
            head: head,
            byteCount: byteCount,
            failure: queue.failure
        )
    }

    /// True for the first caller, who has to see the closing through.
    mutating func beginClosing() -> Bool {
        guard closing == .no else { return false }
        closing = .underWay
        queue.close()
        return true
    }

    /// Releases the lock file: from here on another process may open the journal.
    mutating func endClosing() {
        lock = nil
        closing = .done
    }

    var isClosed: Bool { closing == .done }
}
