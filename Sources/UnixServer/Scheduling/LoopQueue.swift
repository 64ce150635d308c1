package import SocketLoop

/// Work of other threads for the thread of a server's loop; made before the server, and may take work before that runs.
package struct LoopQueue: Sendable {
    let mailbox: Mailbox<LoopMessage>
    let executor: LoopExecutor

    package init() throws(SocketFailure) {
        mailbox = try Mailbox()
        executor = LoopExecutor(mailbox)
    }

    /// Runs work on the loop's thread, in the order of the calls; where it is called once the loop has ended.
    package func run(_ work: @escaping @Sendable () -> Void) {
        if !mailbox.post(.work(work)) { work() }
    }

    /// Runs what is left, and takes nothing more: the loop has ended, or could not begin.
    package func close() {
        for message in mailbox.close() {
            switch message {
            case .job(let job): executor.run(job)
            case .work(let work): work()
            case .reply, .waits, .stop: break
            }
        }
    }
}
