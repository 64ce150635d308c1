import CScheduler
import Glibc
import Storage

/// A thread of low priority for lines that take milliseconds, which the loop can't spare.
///
/// It runs at nice 15 (setpriority(2); on Linux a thread has its own priority) with time slices of 100 ms, so any thread
/// that wakes preempts it (Linux 6.12 or later).
final class BackgroundExecutor: TaskExecutor {
    private let thread: ThreadPool

    init() throws(SystemCallFailure) {
        thread = try ThreadPool(count: 1)
        // Where the system refuses it, long lines only cost other requests more time.
        thread.start {
            setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, Self.niceness)
            _ = ask_for_time_slices(0, Self.timeSliceNanoseconds)
        }
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        thread.start { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }

    private static let niceness: Int32 = 15
    /// The longest time slice that Linux grants.
    private static let timeSliceNanoseconds: UInt64 = 100_000_000
}
