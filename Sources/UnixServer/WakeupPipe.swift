import Glibc
import NIOCore
import NIOPosix

/// A socket that the event loop hears after those that had something to say before.
///
/// It is how a task gets behind the next look at the sockets: a task that is ready runs before it, and one that is due
/// in some microseconds needs a timer, which costs more than a request where the processor is a virtual one.
final class WakeupPipe: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private var descriptor: Int32
    private(set) lazy var turns = RunQueue { [weak self] in self?.ring() }

    /// Hangs a bell up in an event loop.
    static func hang(in loop: any EventLoop) -> EventLoopFuture<NIOLoopBound<WakeupPipe>> {
        var ends: [Int32] = [-1, -1]
        let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        guard socketpair(AF_UNIX, type, 0, &ends) == 0 else {
            return loop.makeFailedFuture(IOError(errnoCode: errno, reason: "socketpair"))
        }
        let (heard, rung) = (ends[0], ends[1])
        return ClientBootstrap(group: loop).withConnectedSocket(heard).flatMapThrowing { channel in
            let bell = WakeupPipe(rung)
            try channel.pipeline.syncOperations.addHandler(bell)
            return NIOLoopBound(bell, eventLoop: loop)
        }
    }

    private init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        turns.bellRang()
    }

    func channelInactive(context: ChannelHandlerContext) {
        close(descriptor)
        descriptor = -1
        context.fireChannelInactive()
    }

    private func ring() {
        var stroke: UInt8 = 0
        // One byte at most is under way, so there is room; and once the loop ends, nobody's turn comes any more.
        _ = write(descriptor, &stroke, 1)
    }
}
