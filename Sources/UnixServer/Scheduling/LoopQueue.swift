import NIOConcurrencyHelpers
package import SocketLoop

/// Work of other threads for the thread of a server's loop; made before the server.
package struct LoopQueue: Sendable {
    let mailbox: Mailbox<LoopMessage>
    let executor: LoopExecutor
    private let isServing = NIOLockedValueBox(false)

    package init() throws(SocketFailure) {
        mailbox = try Mailbox()
        executor = LoopExecutor(mailbox)
    }

    /// Runs work on the loop's thread, in the order of the calls; where it is called before the loop serves, since it may
    /// never do, and once it has ended.
    package func run(_ work: @escaping @Sendable () -> Void) {
        let isServing = isServing.withLockedValue(\.self)
        if !isServing || !mailbox.post(.work(work)) { work() }
    }

    /// The loop serves from here on.
    func begin() {
        isServing.withLockedValue { $0 = true }
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
