import CScheduler
import Glibc
import NIOPosix

/// A thread of low priority that parses long lines, which take milliseconds that the event loop can't spare.
///
/// It runs at nice 15 (setpriority(2); on Linux a thread has its own priority) with time slices of 100 ms, so any thread
/// that wakes preempts it (Linux 6.12 or later).
final class BackgroundExecutor: TaskExecutor {
    private let pool: NIOThreadPool

    init() {
        pool = NIOThreadPool(numberOfThreads: 1)
        pool.start()
        // Where the system refuses it, long lines only cost other requests more time.
        pool.submit { _ in
            setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, Self.niceness)
            _ = ask_for_time_slices(0, Self.timeSliceNanoseconds)
        }
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        pool.submit { _ in job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }

    /// Ends the thread once its queue is empty.
    func shutDown() async throws {
        try await pool.shutdownGracefully()
    }

    private static let niceness: Int32 = 15
    /// The longest time slice that Linux grants.
    private static let timeSliceNanoseconds: UInt64 = 100_000_000
}
