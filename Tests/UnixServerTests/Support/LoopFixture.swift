import JSONRPC
import SocketLoop
import TestSupport
@testable import UnixServer

/// A server's loop that runs round by round on the test's own thread, with clients on real sockets.
final class LoopFixture {
    let loop: ServerLoop
    let clock = ServerClock()
    private let scratch: ScratchDirectory
    private let paths: [String]

    /// Makes a loop over some listening sockets; it answers each line at once.
    init(
        limits: ServerLimits = .patient,
        listenerCount: Int = 1,
        accept: @escaping @Sendable (ListeningSocket) -> ListeningSocket.Accepted = { $0.accept() },
        refuse: @escaping LineRefuser = { _, error in RPCResponse.failure(error) },
        respond: @escaping LineResponder = { line, _ in .pending { answer(to: line) } }
    ) throws {
        let scratch = try ScratchDirectory()
        let paths = (0..<listenerCount).map { "\(scratch.path)/s\($0)" }
        var server = UnixServer(
            sockets: try paths.map { path in try ListeningSocket(bindingTo: path) },
            limits: limits,
            queue: try LoopQueue(),
            logger: quiet,
            onServing: {},
            lines: LineService(respond: respond, refuse: refuse)
        )
        server.accept = accept
        server.clock = { [clock] in clock.now() }
        (self.scratch, self.paths) = (scratch, paths)
        loop = try ServerLoop(server)
    }

    deinit {
        // A loop and its connections own each other until these have ended.
        for connection in Array(loop.connections.values) { connection.giveUp() }
    }

    /// Runs some rounds, none of which waits.
    func rounds(_ count: Int = 1) {
        for _ in 0..<count where !loop.isEnded {
            // A message for nobody: a loop with mail does not sleep.
            loop.mailbox.post(.reply(0, 0, nil))
            loop.round()
        }
    }

    /// Connects a client; the loop has not accepted it yet.
    func connect(_ listener: Int = 0) throws -> LoopClient {
        try LoopClient(paths[listener])
    }
}
