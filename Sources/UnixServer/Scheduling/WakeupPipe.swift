import Glibc
import NIOCore
import NIOPosix

/// A self-pipe that defers work until after the event loop's next poll.
///
/// `execute` runs before the poll, and a timer costs more than a request on a virtual CPU.
final class WakeupPipe: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private var writeEnd: Int32
    private(set) lazy var runQueue = RunQueue { [weak self] in self?.notify() }

    /// Registers a pipe with an event loop.
    static func register(in loop: any EventLoop) -> EventLoopFuture<NIOLoopBound<WakeupPipe>> {
        var ends: [Int32] = [-1, -1]
        let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        guard socketpair(AF_UNIX, type, 0, &ends) == 0 else {
            return loop.makeFailedFuture(IOError(errnoCode: errno, reason: "socketpair"))
        }
        let (readEnd, writeEnd) = (ends[0], ends[1])
        return ClientBootstrap(group: loop).withConnectedSocket(readEnd).flatMapThrowing { channel in
            let pipe = WakeupPipe(writeEnd)
            try channel.pipeline.syncOperations.addHandler(pipe)
            return NIOLoopBound(pipe, eventLoop: loop)
        }
    }

    private init(_ writeEnd: Int32) {
        self.writeEnd = writeEnd
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        runQueue.runNext()
    }

    func channelInactive(context: ChannelHandlerContext) {
        close(writeEnd)
        writeEnd = -1
        context.fireChannelInactive()
    }

    private func notify() {
        var byte: UInt8 = 0
        // At most one byte is unread, so the buffer has room. Once the loop has ended the write fails, and no connection
        // is left to run.
        _ = write(writeEnd, &byte, 1)
    }
}
