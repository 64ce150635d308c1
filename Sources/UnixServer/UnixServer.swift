import CScheduler
package import JSONRPC
package import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle

/// Answers one line of a client.
package typealias LineResponder = @Sendable (_ line: [UInt8], _ peer: PeerCredentials) -> LineReply

/// Answers every request of one line with an error, without running it; nil if all of them are notifications.
package typealias LineRefuser = @Sendable (_ line: [UInt8], _ error: RPCError) -> [UInt8]?

/// Serves a Unix domain socket until its graceful shutdown; then it answers what it has read, and ends.
///
/// One event loop serves every connection: the time goes into the disk, which has a thread of its own. Connections made
/// during the shutdown stay in the socket's queue, for the next process that systemd starts.
package struct UnixServer: Service {
    /// How many connections may hold a line of more than 64 KiB at once; the others leave theirs in the kernel.
    static let longLineCountMax = 2
    /// The event loop's time slice: longer than the default, so that the journal's thread, and a client whose answer has
    /// just left, preempt a busy loop.
    private static let timeSliceNanoseconds: UInt64 = 4_000_000

    private static let inputBuffers = AdaptiveRecvByteBufferAllocator(
        minimum: 1 << 10,
        initial: 2 << 10,
        maximum: ConnectionState.readBytesMax
    )

    private let socket: ListeningSocket
    private let limits: ServerLimits
    private let idleExitSeconds: Int?
    private let heartbeat: Heartbeat?
    private let respond: LineResponder
    private let refuse: LineRefuser
    private let onServing: @Sendable () -> Void
    private let logger: Logger

    /// Serves a socket within limits.
    ///
    /// - Parameters:
    ///   - socket: The listening socket; the server owns it.
    ///   - limits: The maximum of everything that a client could make grow.
    ///   - idleExitSeconds: The time without a connection after which the server ends; nil for never.
    ///   - heartbeat: What the event loop does over and over, after `onServing`.
    ///   - logger: Takes refused connections and a drain that took too long.
    ///   - onServing: Called once, when everything is ready and before the first connection is accepted.
    ///   - respond: Answers one line; up to its first suspension it runs on the event loop, and must not block.
    ///   - refuse: Answers one line with an error instead.
    package init(
        socket: ListeningSocket,
        limits: ServerLimits,
        idleExitSeconds: Int? = nil,
        heartbeat: Heartbeat? = nil,
        logger: Logger,
        onServing: @escaping @Sendable () -> Void,
        respond: @escaping LineResponder,
        refuse: @escaping LineRefuser = { _, error in RPCResponse.failure(error) }
    ) {
        self.socket = socket
        self.limits = limits
        self.idleExitSeconds = idleExitSeconds
        self.heartbeat = heartbeat
        self.respond = respond
        self.refuse = refuse
        self.onServing = onServing
        self.logger = logger
    }

    package func run() async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        group.next().execute { _ = ask_for_time_slices(0, Self.timeSliceNanoseconds) }
        let register = ConnectionRegister(limits: limits)
        let background = BackgroundExecutor()
        let wakeup = try await WakeupPipe.register(in: group.next()).get()
        let bootstrap = bootstrap(on: group, register, background, wakeup)
        let listener = try await bootstrap.withBoundSocket(socket.descriptor).get()
        if let idleExitSeconds {
            IdleShutdown(after: .seconds(Int64(idleExitSeconds)), listener: listener, register: register).arm()
        }
        socket.restoreBacklog()
        onServing()
        if let heartbeat {
            let period = TimeAmount.milliseconds(heartbeat.milliseconds)
            group.next().scheduleRepeatedTask(initialDelay: .zero, delay: period) { _ in heartbeat.beat() }
        }
        try await listener.setOption(.autoRead, value: true).get()
        await withGracefulShutdownHandler {
            // It fails only if the channel was closed already, which is what it waits for.
            try? await listener.closeFuture.get()
        } onGracefulShutdown: {
            listener.close(promise: nil)
        }
        // At once, before another daemon can have bound the path.
        socket.removeIfOwned()
        await drain(register, on: group.next())
        try await background.shutDown()
        try await group.shutdownGracefully()
    }

    private func bootstrap(
        on group: any EventLoopGroup,
        _ register: ConnectionRegister,
        _ background: BackgroundExecutor,
        _ wakeup: NIOLoopBound<WakeupPipe>
    ) -> ServerBootstrap {
        let loop = group.next()
        let executor = EventLoopExecutor(loop)
        let longLines = NIOLoopBoundBox.makeBoxSendingValue(
            LongLineSemaphore(permitCount: Self.longLineCountMax),
            eventLoop: loop
        )
        return ServerBootstrap(group: group)
            // The first connection is accepted after the service manager was notified.
            .serverChannelOption(.autoRead, value: false)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            // One read per poll, so that a client that sends a lot has no more than its share of the loop.
            .childChannelOption(.maxMessagesPerRead, value: 1)
            .childChannelOption(.recvAllocator, value: Self.inputBuffers)
            .childChannelOption(.writeBufferWaterMark, value: limits.waterMark)
            .childChannelInitializer { [limits, respond, refuse, logger] channel in
                PeerCredentials.of(channel).flatMapThrowing { peer in
                    if let refusal = register.admit(channel, of: peer) {
                        logger.warning(
                            "connection refused",
                            metadata: ["uid": "\(peer.uid)", "kind": "\(refusal.kind.name)"]
                        )
                        channel.refuse(refusal)
                        return
                    }
                    channel.closeFuture.whenComplete { _ in register.remove(channel, of: peer) }
                    let shared = ConnectionHandler.Shared(
                        limits: limits,
                        executor: executor,
                        background: background,
                        runQueue: wakeup.value.runQueue,
                        longLines: longLines.value,
                        respond: respond,
                        refuse: refuse
                    )
                    try channel.pipeline.syncOperations.addHandler(
                        ConnectionHandler(loop: channel.eventLoop, peer: peer, shared: shared)
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
    /// Sends the error that refuses a connection, and closes it.
    fileprivate func refuse(_ error: RPCError) {
        let line = RPCResponse.failure(error) + [UInt8(ascii: "\n")]
        // The bytes leave before the close: a new socket's buffer has room for one line.
        eventLoop.execute {
            self.writeAndFlush(ByteBuffer(bytes: line)).whenComplete { _ in self.close(promise: nil) }
        }
    }
}

extension ServerLimits {
    /// How much of its answers may be unsent while a connection's next request starts.
    ///
    /// One answer may be as long as `unsentBytesMax`, but no further one is made behind it.
    fileprivate var waterMark: ChannelOptions.Types.WriteBufferWaterMark {
        .init(low: min(32 << 10, unsentBytesMax), high: min(64 << 10, unsentBytesMax))
    }
}
