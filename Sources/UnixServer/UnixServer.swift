import CScheduler
package import JSONRPC
package import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle

/// Answers one line of one peer.
package typealias LineResponder = @Sendable (_ line: [UInt8], _ peer: PeerCredentials) -> LineReply

/// Answers every request of one line with an error, without running it; nil when there is nothing to say.
package typealias LineRefuser = @Sendable (_ line: [UInt8], _ error: RPCError) -> [UInt8]?

/// Serves a Unix domain socket until it is told to stop; then it answers what it has read, and ends.
///
/// One event loop serves every connection: the disk is what takes time, and it has a thread of its own. New connections
/// that come while the server ends stay in the socket's queue, for the next process that systemd starts.
package struct UnixServer: Service {
    /// How many connections may hold a line of more than 64 KiB at once; others wait for their turn to send theirs.
    static let longLineCountMax = 2
    /// How long the event loop keeps the processor while others want it.
    private static let timeSliceNanoseconds: UInt64 = 4_000_000

    private static let inputBuffers = AdaptiveRecvByteBufferAllocator(
        minimum: 1 << 10,
        initial: 2 << 10,
        maximum: ConnectionState.readBytesMax
    )

    private let socket: ListeningSocket
    private let limits: ServerLimits
    private let idleExitSeconds: Int?
    private let respond: LineResponder
    private let refuse: LineRefuser
    private let onServing: @Sendable () -> Void
    private let logger: Logger

    /// Takes what to serve and how to answer.
    ///
    /// - Parameters:
    ///   - socket: The listening socket; the server owns it from now on.
    ///   - limits: The maximum of everything that a client could make grow.
    ///   - idleExitSeconds: After how long without a connection the server ends; nil for never.
    ///   - logger: Where the server says what it does.
    ///   - onServing: Called once, when everything is ready and before the first connection is accepted.
    ///   - respond: Answers one line; up to its first suspension it runs on the event loop, and must not block.
    ///   - refuse: Answers one line with an error instead.
    package init(
        socket: ListeningSocket,
        limits: ServerLimits,
        idleExitSeconds: Int? = nil,
        logger: Logger,
        onServing: @escaping @Sendable () -> Void,
        respond: @escaping LineResponder,
        refuse: @escaping LineRefuser = { _, error in RPCResponse.failure(error) }
    ) {
        self.socket = socket
        self.limits = limits
        self.idleExitSeconds = idleExitSeconds
        self.respond = respond
        self.refuse = refuse
        self.onServing = onServing
        self.logger = logger
    }

    package func run() async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        // Longer than what others have: the journal's thread, and a client that was just answered, are let in at once
        // where the loop is busy.
        group.next().execute { _ = ask_for_time_slices(0, Self.timeSliceNanoseconds) }
        let register = ConnectionRegister(limits: limits)
        let sideThread = BackgroundExecutor()
        let bell = try await WakeupPipe.hang(in: group.next()).get()
        let bootstrap = bootstrap(on: group, register, sideThread, bell)
        let listener = try await bootstrap.withBoundSocket(socket.descriptor).get()
        if let idleExitSeconds {
            IdleShutdown(after: .seconds(Int64(idleExitSeconds)), listener: listener, register: register).arm()
        }
        socket.restoreBacklog()
        onServing()
        try await listener.setOption(.autoRead, value: true).get()
        await withGracefulShutdownHandler {
            // It fails only if the channel was closed already, which is what it waits for.
            try? await listener.closeFuture.get()
        } onGracefulShutdown: {
            listener.close(promise: nil)
        }
        // At once, while nobody else can have bound the path.
        socket.removeIfOwned()
        await drain(register, on: group.next())
        try await sideThread.shutDown()
        try await group.shutdownGracefully()
    }

    private func bootstrap(
        on group: any EventLoopGroup,
        _ register: ConnectionRegister,
        _ sideThread: BackgroundExecutor,
        _ bell: NIOLoopBound<WakeupPipe>
    ) -> ServerBootstrap {
        let loop = group.next()
        let executor = EventLoopExecutor(loop)
        let room = NIOLoopBoundBox.makeBoxSendingValue(LongLineSemaphore(placeCount: Self.longLineCountMax), eventLoop: loop)
        return ServerBootstrap(group: group)
            // Nobody is served before the service manager knows.
            .serverChannelOption(.autoRead, value: false)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            // One read at a time: who sends a lot has no more than its share of the loop.
            .childChannelOption(.maxMessagesPerRead, value: 1)
            .childChannelOption(.recvAllocator, value: Self.inputBuffers)
            .childChannelOption(.writeBufferWaterMark, value: limits.waterMark)
            .childChannelInitializer { [limits, respond, refuse, logger] channel in
                PeerCredentials.of(channel).flatMapThrowing { peer in
                    if let refusal = register.admit(channel, of: peer) {
                        logger.warning(
                            "connection refused",
                            metadata: ["uid": "\(peer.uid)", "kind": "\(refusal.kind)"]
                        )
                        channel.refuse(refusal)
                        return
                    }
                    channel.closeFuture.whenComplete { _ in register.remove(channel, of: peer) }
                    try channel.pipeline.syncOperations.addHandler(
                        ConnectionHandler(
                            loop: channel.eventLoop,
                            peer: peer,
                            limits: limits,
                            executor: executor,
                            sideThread: sideThread,
                            turns: bell.value.turns,
                            room: room.value,
                            respond: respond,
                            refuse: refuse
                        )
                    )
                }
            }
    }

    private func drain(_ register: ConnectionRegister, on loop: any EventLoop) async {
        let drained = register.drain(on: loop)
        let deadline = loop.scheduleTask(in: .seconds(Int64(limits.drainSeconds))) { [logger] in
            logger.warning("some connections did not take their answers in time and are closed")
            register.closeAll()
        }
        try? await drained.get()
        deadline.cancel()
    }
}

extension Channel {
    /// Says why the connection can't be served, and closes it.
    fileprivate func refuse(_ error: RPCError) {
        let line = RPCResponse.failure(error) + [UInt8(ascii: "\n")]
        // The bytes leave before the close: a fresh socket's buffer has room for one line.
        eventLoop.execute {
            self.writeAndFlush(ByteBuffer(bytes: line)).whenComplete { _ in self.close(promise: nil) }
        }
    }
}

extension ServerLimits {
    /// When a connection's next request may start: while little of its answers is unread.
    ///
    /// One answer may be as long as `unsentBytesMax`, but no further one is made behind it.
    fileprivate var waterMark: ChannelOptions.Types.WriteBufferWaterMark {
        .init(low: min(32 << 10, unsentBytesMax), high: min(64 << 10, unsentBytesMax))
    }
}
