import CScheduler
import Glibc
import NIOPosix

/// One thread of low priority for lines that take milliseconds to read, so that nobody else waits for them.
///
/// Everybody else comes first who wants the processor: its share is small (setpriority(2); on Linux priorities are a
/// thread's own), and its time slices are so long that whoever wakes has the shorter ones, and is let in (Linux 6.12).
final class BackgroundExecutor: TaskExecutor {
    private let pool: NIOThreadPool

    init() {
        pool = NIOThreadPool(numberOfThreads: 1)
        pool.start()
        // Without the right to change it the thread keeps its priority, and long lines cost the others more.
        pool.submit { _ in
            setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, Self.niceness)
            _ = ask_for_time_slices(0, Self.timeSliceNanoseconds)
        }
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        pool.submit { _ in job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }

    /// Ends the thread once it has done what it was given.
    func shutDown() async throws {
        try await pool.shutdownGracefully()
    }

    private static let niceness: Int32 = 15
    /// The longest time slices that there are.
    private static let timeSliceNanoseconds: UInt64 = 100_000_000
}
