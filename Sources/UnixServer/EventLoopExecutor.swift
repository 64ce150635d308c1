import NIOConcurrencyHelpers
import NIOCore

/// Runs tasks on an event loop, so that a request never leaves the thread that reads and writes its socket.
///
/// A sync lets every request of its batch go on at once, from the journal's thread; the loop is told once, not for each.
final class EventLoopExecutor: TaskExecutor {
    private let loop: any EventLoop
    private let waiting = NIOLockedValueBox<[UnownedJob]>([])

    init(_ loop: any EventLoop) {
        self.loop = loop
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let isFirst = waiting.withLockedValue { jobs in
            jobs.append(job)
            return jobs.count == 1
        }
        if isFirst { loop.execute { self.runWaiting() } }
    }

    private func runWaiting() {
        let jobs = waiting.withLockedValue { jobs in
            defer { jobs = [] }
            return jobs
        }
        for job in jobs { job.runSynchronously(on: asUnownedTaskExecutor()) }
    }
}
