internal import CScheduler
internal import Glibc
import PaymentLinks
import Storage

/// The threads for what may read many records: lists, searches, the history of events.
///
/// A walk is made in slices, and every user with walks has one slice before anybody has a second: one user's searches cost
/// another one slice, however many there are. A walk ends with its caller, and too many that wait are refused. What pages
/// take in memory is bounded by who asks for them.
final class WalkThreads: Sendable {
    /// Does one part of a walk; once the walk is over, it returns what tells the caller.
    typealias Slice = @Sendable () -> (@Sendable () -> Void)?

    /// How many walks wait or are under way at most.
    static let countMax = 256
    /// How many a user may have while others have all there are: nobody is shut out by others.
    static let reservedCount = 8
    /// Two keep a slow disk busy, and leave processors to the rest of the daemon.
    private static let threadCount = 2
    /// Where no processor is free, a walk has a third of what the loop and the commit thread have: everybody waits for those.
    private static let niceness: Int32 = 5
    /// A thread that wakes preempts whoever has longer time slices (Linux 6.12); short enough for a list among busy programs.
    private static let timeSliceNanoseconds: UInt64 = 10_000_000

    private let queue: Monitor<WalkQueue>
    private let threads: [POSIXThread]

    init() throws(SystemCallFailure) {
        let queue = Monitor(WalkQueue())
        var threads: [POSIXThread] = []
        for _ in 0..<Self.threadCount {
            threads.append(try POSIXThread { Self.work(queue) })
        }
        self.queue = queue
        self.threads = threads
    }

    deinit {
        queue.withLock { $0.end() }
        queue.signal()
        for thread in threads { thread.join() }
    }

    /// How many walks wait or are under way.
    var count: Int { queue.withLock { $0.count } }

    /// Makes a walk, while the caller's task is suspended.
    ///
    /// - Parameters:
    ///   - user: Whose walk it is.
    ///   - slice: Does one part of it, and returns nil as long as there is more.
    /// - Returns: What the last slice returned.
    /// - Throws: `busy` if too many wait, or if the caller's task was cancelled before the end.
    func run<Value: Sendable>(
        for user: UInt32,
        _ slice: @escaping @Sendable () throws(UnreadableRecord) -> Value?
    ) async throws(LedgerError) -> Value {
        guard let id = queue.withLock({ $0.register(user) }) else { throw .busy }
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: CheckedContinuation<Result<Value, LedgerError>, Never>) in
                let work: Slice = {
                    do throws(UnreadableRecord) {
                        guard let value = try slice() else { return nil }
                        return { continuation.resume(returning: .success(value)) }
                    } catch {
                        return { continuation.resume(returning: .failure(.unreadable(error.description))) }
                    }
                }
                let isQueued = queue.withLock {
                    $0.add(.init(id: id, user: user, slice: work) { continuation.resume(returning: .failure(.busy)) })
                }
                if isQueued { queue.signal() } else { continuation.resume(returning: .failure(.busy)) }
            }
        } onCancel: {
            queue.withLock { $0.cancel(id) }?.abandon()
        }
        return try result.get()
    }

    private static func work(_ queue: Monitor<WalkQueue>) {
        // Where that is refused they are scheduled like any other. On Linux a thread has its own priority.
        setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, niceness)
        _ = ask_for_time_slices(0, timeSliceNanoseconds)
        while let walk = queue.wait(for: { $0.next() }) {
            let finish = walk.slice()
            let abandoned = queue.withLock { $0.put(back: walk, isOver: finish != nil) }
            abandoned?.abandon()
            // The walk has given its place back before its caller can ask for the next.
            if let finish { finish() } else { queue.signal() }
        }
    }
}
