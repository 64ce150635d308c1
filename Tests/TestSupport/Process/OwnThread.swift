import Glibc
import Storage

/// Starts a thread that runs `body` and ends; blocking calls have no place on the cooperative pool.
func startThread(_ body: @escaping @Sendable () -> Void) {
    var thread = pthread_t()
    let work = Unmanaged.passRetained(ThreadWork(body: body))
    let result = pthread_create(&thread, nil, runThreadWork, work.toOpaque())
    precondition(result == 0, "a test could not start a thread: \(String(cString: strerror(result)))")
    pthread_detach(thread)
}

/// Runs a blocking body on a thread of its own and waits for its result without blocking the caller's.
package func onOwnThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        startThread { continuation.resume(with: Result { try body() }) }
    }
}

/// Runs an actor's jobs one after the other on one thread, so that the actor may block.
///
/// The thread ends with the executor.
final class ThreadExecutor: SerialExecutor {
    private struct Jobs {
        var waiting: [(UnownedJob, UnownedSerialExecutor)] = []
        var hasEnded = false
    }

    private enum Next {
        case job((UnownedJob, UnownedSerialExecutor))
        case end
    }

    private let jobs = Monitor(Jobs())

    init() {
        startThread { [jobs] in
            while case .job(let (job, executor)) = Self.next(in: jobs) { job.runSynchronously(on: executor) }
        }
    }

    deinit {
        jobs.withLock { $0.hasEnded = true }
        jobs.signal()
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        jobs.withLock { $0.waiting.append((job, asUnownedSerialExecutor())) }
        jobs.signal()
    }

    private static func next(in jobs: Monitor<Jobs>) -> Next {
        jobs.wait { jobs in
            if !jobs.waiting.isEmpty { return Next.job(jobs.waiting.removeFirst()) }
            return jobs.hasEnded ? Next.end : nil
        }
    }
}

private final class ThreadWork {
    let body: @Sendable () -> Void

    init(body: @escaping @Sendable () -> Void) {
        self.body = body
    }
}

private func runThreadWork(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let argument else { return nil }
    Unmanaged<ThreadWork>.fromOpaque(argument).takeRetainedValue().body()
    return nil
}
