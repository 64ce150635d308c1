import NIOConcurrencyHelpers
import NIOCore

/// Runs tasks on an event loop, so that a request stays on the thread that reads and writes its socket.
///
/// A sync resumes every request of its batch from the journal's thread; the loop is woken once for all of them.
final class EventLoopExecutor: TaskExecutor {
    private let loop: any EventLoop
    private let queue = NIOLockedValueBox<[UnownedJob]>([])

    init(_ loop: any EventLoop) {
        self.loop = loop
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let isFirst = queue.withLockedValue { jobs in
            jobs.append(job)
            return jobs.count == 1
        }
        if isFirst { loop.execute { self.runQueued() } }
    }

    private func runQueued() {
        let jobs = queue.withLockedValue { jobs in
            defer { jobs = [] }
            return jobs
        }
        for job in jobs { job.runSynchronously(on: asUnownedTaskExecutor()) }
    }
}
