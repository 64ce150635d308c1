package import SocketLoop

/// Work of other threads for the thread of a server's loop; made before the server, and may take work before that runs.
package struct LoopQueue: Sendable {
    let mailbox: Mailbox<LoopMessage>

    package init() throws(SocketFailure) {
        mailbox = try Mailbox()
    }

    /// Runs work on the loop's thread, in the order of the calls; where it is called once the loop has ended.
    package func run(_ work: @escaping @Sendable () -> Void) {
        if !mailbox.post(.work(work)) { work() }
    }

    /// Runs what is left, and takes nothing more; for a server that could not begin to serve.
    package func close() {
        for message in mailbox.close() {
            if case .work(let work) = message { work() }
        }
    }
}
