internal import DequeModule

/// The records that wait, the batch that is being written, and the waiters for both.
///
/// A value without I/O: events go in, actions come out, and the shell around it carries them out. Modes:
///
/// - *open*: records are taken. The writer asks for steps; while a batch is with the writer the next one collects.
/// - *draining*: nothing new is taken; the queue is written, then a commit marker if the last batch has none.
/// - *ended*: by a drain or by a failure, whose error every later call gets. Never left.
struct CommitQueue<Waiter> {
    /// The most that is queued, and written together.
    struct Limits {
        var batchBytesMax: Int
        var recordBytesMax: Int
        var queueBytesMax: Int
    }

    /// A record that waits.
    struct Entry {
        var seq: UInt64
        var count: Int
        var payload: [UInt8]

        /// The most bytes its line can have.
        var byteCount: Int { payload.count + Envelope.byteCountMax }
    }

    /// The writer's next work.
    enum Step {
        /// Write and sync the records, then report `synced` or `failed`.
        case commit([Entry])
        /// Write and sync a commit marker with this number, then report `synced` or `failed`.
        case marker(seq: UInt64)
        /// Nothing is left to do, ever. The waiters get the error.
        case end([Waiter], JournalError)
    }

    /// The answer to a call that waits.
    enum Answer {
        case durable, waits
        case failed(JournalError)
    }

    private enum Mode {
        case open, draining
        case ended(JournalError)
    }

    /// The number the next event gets.
    private(set) var nextSeq: UInt64
    /// Every event up to this one is synced.
    private(set) var durableSeq: UInt64
    /// Bytes queued or with the writer, at most.
    private(set) var pendingByteCount = 0
    /// The failure that ended the journal.
    private(set) var failure: JournalError?

    private let limits: Limits
    private var mode = Mode.open
    private var entries: Deque<Entry> = []
    private var queuedByteCount = 0
    /// The last sequence number of the batch that is with the writer.
    private var committingThrough: UInt64?
    private var needsMarker: Bool
    private var waiters: [(seq: UInt64, waiter: Waiter)] = []

    /// A queue behind a journal whose next event gets `nextSeq`.
    init(nextSeq: UInt64, needsMarker: Bool, limits: Limits) {
        self.nextSeq = nextSeq
        self.durableSeq = nextSeq - 1
        self.needsMarker = needsMarker
        self.limits = limits
    }

    /// Takes a record and gives its first event a number; `wakesWriter` when the writer has to be woken.
    mutating func enqueue(payload: [UInt8], count: Int) throws(JournalError) -> (seq: UInt64, wakesWriter: Bool) {
        precondition(count > 0, "a record has an event")
        switch mode {
        case .open: break
        case .draining: throw .closed
        case .ended(let error): throw error
        }
        let entry = Entry(seq: nextSeq, count: count, payload: payload)
        guard entry.byteCount <= limits.recordBytesMax else {
            throw .recordTooLarge(byteCountMax: limits.recordBytesMax - Envelope.byteCountMax)
        }
        guard entries.isEmpty || queuedByteCount + entry.byteCount <= limits.queueBytesMax else { throw .busy }
        let wakesWriter = entries.isEmpty && committingThrough == nil
        entries.append(entry)
        queuedByteCount += entry.byteCount
        pendingByteCount += entry.byteCount
        nextSeq += UInt64(count)
        return (entry.seq, wakesWriter)
    }

    /// The writer's next work; `nil` while there is none, and until its last batch was reported.
    mutating func nextStep() -> Step? {
        guard committingThrough == nil else { return nil }
        switch mode {
        case .ended(let error): return .end(takeWaiters(through: .max), error)
        case .open where entries.isEmpty: return nil
        case .open, .draining: break
        }
        if !entries.isEmpty { return .commit(takeBatch()) }
        if needsMarker {
            committingThrough = durableSeq
            return .marker(seq: nextSeq)
        }
        mode = .ended(.closed)
        return .end(takeWaiters(through: .max), .closed)
    }

    /// Notes that the batch or commit marker is durable; returns the waiters to resume.
    mutating func synced(isMarker: Bool) -> [Waiter] {
        guard let through = committingThrough else { preconditionFailure("nothing was being written") }
        committingThrough = nil
        needsMarker = !isMarker
        durableSeq = through
        pendingByteCount = queuedByteCount
        return takeWaiters(through: through)
    }

    /// Whether the writer has work after a report.
    var hasWork: Bool {
        if case .open = mode { !entries.isEmpty } else { true }
    }

    /// Ends everything; returns the waiters, whose outcome is unknown.
    mutating func failed(_ error: JournalError) -> [Waiter] {
        precondition(committingThrough != nil, "nothing was being written")
        committingThrough = nil
        failure = error
        mode = .ended(error)
        entries = []
        queuedByteCount = 0
        pendingByteCount = 0
        return takeWaiters(through: .max)
    }

    /// Keeps the waiter until `seq` is durable, unless the answer is known now.
    mutating func wait(for seq: UInt64, _ waiter: Waiter) -> Answer {
        let answer = answer(for: seq)
        if case .waits = answer { waiters.append((seq, waiter)) }
        return answer
    }

    /// The answer to a wait for `seq`.
    func answer(for seq: UInt64) -> Answer {
        if seq <= durableSeq { return .durable }
        if case .ended(let error) = mode { return .failed(error) }
        return .waits
    }

    /// Takes no more records.
    ///
    /// The writer has to be woken.
    mutating func close() {
        if case .open = mode { mode = .draining }
    }

    private mutating func takeBatch() -> [Entry] {
        var byteCount = 0
        let end = entries.firstIndex { entry in
            byteCount += entry.byteCount
            return byteCount > limits.batchBytesMax
        }
        let count = max(1, end ?? entries.count)
        let batch: [Entry]
        if count == entries.count {
            batch = Array(entries)
            entries = []
            queuedByteCount = 0
        } else {
            batch = Array(entries.prefix(count))
            entries.removeFirst(count)
            queuedByteCount -= batch.reduce(0) { $0 + $1.byteCount }
        }
        committingThrough = entries.first.map { $0.seq - 1 } ?? nextSeq - 1
        return batch
    }

    private mutating func takeWaiters(through seq: UInt64) -> [Waiter] {
        var ready: [Waiter] = []
        ready.reserveCapacity(waiters.count)
        waiters.removeAll { waiting in
            let isReady = waiting.seq <= seq
            if isReady { ready.append(waiting.waiter) }
            return isReady
        }
        return ready
    }
}
