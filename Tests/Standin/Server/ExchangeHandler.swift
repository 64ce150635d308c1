import NIOCore
import NIOHTTP1

/// One connection: has each request worked on, and sends the answer as its ``Delivery`` wants it.
final class ExchangeHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private static let bodyBytesMax = 1 << 20
    private static let endlessChunk = ByteBuffer(repeating: UInt8(ascii: " "), count: 1 << 16)

    private let core: StandinCore
    private var head: HTTPRequestHead?
    private var body: [UInt8] = []

    init(_ core: StandinCore) {
        self.core = core
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            self.head = head
            body = []
        case .body(let part):
            body += part.readableBytesView
            if body.count > Self.bodyBytesMax { context.close(promise: nil) }
        case .end:
            guard let head else { return }
            let headers = head.headers.map { WebRequest.Header(name: $0.name, value: $0.value) }
            let request = WebRequest(method: head.method.rawValue, target: head.uri, headers: headers, body: body)
            run(request, isKeptAlive: head.isKeepAlive, context)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func run(_ request: WebRequest, isKeptAlive: Bool, _ context: ChannelHandlerContext) {
        let (isCall, fault) = core.begin(request)
        let delivery = Delivery(fault)
        wait(delivery.waitBefore, context) { [core] in
            let isDropped = !context.channel.isActive && core.options.readings.latePost == .lost
            let answer = delivery.isWorkedOn && !isDropped ? core.respond(to: request) : nil
            self.wait(delivery.waitAfter, context) {
                if isCall { core.end() }
                if let answer = fault?.spoil(answer) ?? answer {
                    self.send(answer, delivery.way, isKeptAlive: isKeptAlive, context)
                }
            }
        }
    }

    private func wait(_ milliseconds: Int64, _ context: ChannelHandlerContext, _ body: @escaping () -> Void) {
        guard milliseconds > 0 else { return body() }
        context.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(milliseconds), body)
    }

    private func send(_ answer: WebAnswer, _ way: Delivery.Way, isKeptAlive: Bool, _ context: ChannelHandlerContext) {
        switch way {
        case .silence: return
        case .nothing: return context.close(promise: nil)
        case .whole, .half, .bytewise, .endless: break
        }
        write(.head(head(of: answer, way, isKeptAlive: isKeptAlive)), context)
        switch way {
        case .bytewise(let milliseconds): dribble(answer.body[...], milliseconds, isKeptAlive: isKeptAlive, context)
        case .half:
            write(.body(.byteBuffer(ByteBuffer(bytes: answer.body.prefix(answer.body.count / 2)))), context)
            context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(ByteBuffer()))), promise: nil)
            context.close(promise: nil)
        case .endless: pour(context)
        default:
            write(.body(.byteBuffer(ByteBuffer(bytes: answer.body))), context)
            finish(isKeptAlive: isKeptAlive, context)
        }
    }

    private func head(of answer: WebAnswer, _ way: Delivery.Way, isKeptAlive: Bool) -> HTTPResponseHead {
        var headers = HTTPHeaders([("content-type", answer.contentType)])
        for header in answer.headers { headers.add(name: header.name, value: header.value) }
        if way != .endless { headers.add(name: "content-length", value: "\(answer.body.count)") }
        if !isKeptAlive { headers.add(name: "connection", value: "close") }
        return HTTPResponseHead(version: .http1_1, status: .init(statusCode: answer.status), headers: headers)
    }

    private func dribble(
        _ rest: ArraySlice<UInt8>,
        _ milliseconds: Int64,
        isKeptAlive: Bool,
        _ context: ChannelHandlerContext
    ) {
        guard let byte = rest.first, context.channel.isActive else { return finish(isKeptAlive: isKeptAlive, context) }
        context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: [byte])))), promise: nil)
        wait(milliseconds, context) {
            self.dribble(rest.dropFirst(), milliseconds, isKeptAlive: isKeptAlive, context)
        }
    }

    /// Sends a piece whenever the one before has left, until the other side has had enough.
    private func pour(_ context: ChannelHandlerContext) {
        let written = context.eventLoop.makePromise(of: Void.self)
        context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(Self.endlessChunk))), promise: written)
        written.futureResult.assumeIsolated().whenSuccess { self.pour(context) }
    }

    private func finish(isKeptAlive: Bool, _ context: ChannelHandlerContext) {
        let written = context.eventLoop.makePromise(of: Void.self)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: written)
        if !isKeptAlive {
            written.futureResult.assumeIsolated().whenComplete { _ in context.close(promise: nil) }
        }
    }

    private func write(_ part: HTTPServerResponsePart, _ context: ChannelHandlerContext) {
        context.write(wrapOutboundOut(part), promise: nil)
    }
}
