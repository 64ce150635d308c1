package import JSONRPC
package import SocketLoop

extension ListeningSocket {
    /// Answers whoever waits in the queue with an error, for a process that can't serve; never blocks.
    ///
    /// Nothing of what they ask for was read, so nothing of it is done. Who connects later waits for the next process.
    package func refuseWaiting(_ error: RPCError) {
        makeNonBlocking()
        for _ in 0..<Self.waitingCountMax {
            guard case .connection(let socket) = accept() else { return }
            socket.close(saying: RPCResponse.failure(error))
        }
    }

    /// The longest queue that the kernel keeps by its default (net.core.somaxconn).
    private static let waitingCountMax = 4096
}
