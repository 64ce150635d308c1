import NIOConcurrencyHelpers
import NIOCore
import NIOHTTP1
import NIOPosix

@testable import Standin

/// A shop's endpoint that refuses the first notices and takes the others.
final class Shop: Sendable {
    let url: String
    private let listener: any Channel
    private let stream: AsyncStream<WebRequest>

    private init(_ listener: any Channel, _ stream: AsyncStream<WebRequest>) {
        self.listener = listener
        self.stream = stream
        url = "http://127.0.0.1:\(listener.localAddress?.port ?? 0)/n?shop=1"
    }

    static func open(refusing count: Int) async throws -> Shop {
        let (stream, arrived) = AsyncStream.makeStream(of: WebRequest.self)
        let left = NIOLockedValueBox(count)
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(
                        Desk { request in
                            arrived.yield(request)
                            return left.withLockedValue { left in
                                left -= 1
                                return left < 0
                            }
                        }
                    )
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        return Shop(listener, stream)
    }

    /// Waits until it was called so often.
    func calls(_ count: Int) async -> [WebRequest] {
        var calls: [WebRequest] = []
        for await call in stream {
            calls.append(call)
            if calls.count == count { break }
        }
        return calls
    }

    func close() async {
        try? await listener.close().get()
    }
}

private final class Desk: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let take: (WebRequest) -> Bool
    private var head: HTTPRequestHead?
    private var body: [UInt8] = []

    init(_ take: @escaping (WebRequest) -> Bool) {
        self.take = take
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): self.head = head
        case .body(let part): body += part.readableBytesView
        case .end:
            guard let head else { return }
            let headers = head.headers.map { WebRequest.Header(name: $0.name, value: $0.value) }
            let isTaken = take(WebRequest(method: "POST", target: head.uri, headers: headers, body: body))
            let status: HTTPResponseStatus = isTaken ? .ok : .serviceUnavailable
            let length = HTTPHeaders([("content-length", "2")])
            let answer = HTTPResponseHead(version: .http1_1, status: status, headers: length)
            context.write(wrapOutboundOut(.head(answer)), promise: nil)
            context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: "OK")))), promise: nil)
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        }
    }
}
