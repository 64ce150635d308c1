internal import DequeModule

/// Threads for work that blocks, such as reading from a disk: it must not run on an event loop or in the cooperative pool.
///
/// Work starts in the order of the calls. All of it is done before the threads end, with the last reference.
package final class ThreadPool: Sendable {
    private let queue: Monitor<Queue>
    private let threads: [POSIXThread]

    /// Starts the threads.
    package init(count: Int) throws(SystemCallFailure) {
        let queue = Monitor(Queue())
        var threads: [POSIXThread] = []
        for _ in 0..<count {
            threads.append(try POSIXThread { while let work = queue.wait(for: { $0.next() }) { work() } })
        }
        self.queue = queue
        self.threads = threads
    }

    deinit {
        finish()
    }

    /// Waits until all work is done, and ends the threads; no work may be started afterwards.
    package func finish() {
        guard queue.withLock({ $0.end() }) else { return }
        queue.signal()
        for thread in threads { thread.join() }
    }

    /// Runs something that blocks, without waiting for its end.
    package func start(_ body: @escaping @Sendable () -> Void) {
        queue.withLock { $0.add(body) }
        queue.signal()
    }

    /// Runs something that blocks, and returns its result; the caller's task is suspended meanwhile.
    package func run<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            start { continuation.resume(returning: body()) }
        }
    }
}

private struct Queue {
    typealias Work = @Sendable () -> Void

    private var waiting: Deque<Work> = []
    private var hasEnded = false

    /// False if it has ended already.
    mutating func end() -> Bool {
        defer { hasEnded = true }
        return !hasEnded
    }

    mutating func add(_ work: @escaping Work) { waiting.append(work) }

    /// The next work, or `nil` inside as the end; `nil` while there is neither.
    mutating func next() -> Work?? {
        if let work = waiting.popFirst() { return work }
        return hasEnded ? .some(nil) : nil
    }
}
