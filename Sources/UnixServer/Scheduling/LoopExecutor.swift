import SocketLoop

/// Runs tasks on the loop's thread, so that a request stays on the thread that reads and writes its socket.
///
/// A sync resumes every request of its batch from the journal's thread; the loop is woken once for all of them.
final class LoopExecutor: TaskExecutor {
    private let mailbox: Mailbox<LoopMessage>

    init(_ mailbox: Mailbox<LoopMessage>) {
        self.mailbox = mailbox
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        // A task that comes back after the loop has ended runs to its end where it is: nobody waits for its answer.
        if !mailbox.post(.job(job)) { run(job) }
    }

    func run(_ job: UnownedJob) {
        job.runSynchronously(on: asUnownedTaskExecutor())
    }
}
