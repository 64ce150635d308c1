import Storage

/// Runs an actor's jobs one after the other on one thread, so that the actor may block.
///
/// The thread ends with the executor.
final class ThreadExecutor: SerialExecutor {
    private let thread: ThreadPool

    init() {
        do throws(SystemCallFailure) {
            thread = try ThreadPool(count: 1)
        } catch {
            preconditionFailure("a test could not start a thread: \(error)")
        }
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let executor = asUnownedSerialExecutor()
        thread.start { job.runSynchronously(on: executor) }
    }
}
