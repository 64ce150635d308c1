import NIOCore
import NIOHTTP1
import NIOPosix

/// One request over plain HTTP on a connection of its own.
enum HTTPCall {
    struct Request: Sendable {
        let method: String
        let url: String
        let headers: [WebRequest.Header]
        let body: [UInt8]
    }

    struct Answer: Sendable {
        let status: Int
        let text: String
    }

    /// Why there is no answer.
    enum Failure: String, Error {
        case notHTTP = "only http URLs can be reached from here"
        case noAnswer = "the connection ended without an answer"
        case tooLate = "no answer within 10 seconds"
    }

    /// The time for one call, as a proposal for the service has it.
    private static let timeLimit = TimeAmount.seconds(10)

    static func run(_ request: Request, on loop: any EventLoop) -> EventLoopFuture<Answer> {
        guard let address = WebAddress(request.url), address.scheme == "http" else {
            return loop.makeFailedFuture(Failure.notHTTP)
        }
        let answer = loop.makePromise(of: Answer.self)
        let channel = ClientBootstrap(group: loop).connectTimeout(timeLimit)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHTTPClientHandlers()
                    try channel.pipeline.syncOperations.addHandler(AnswerHandler(request, address, answer))
                }
            }
            .connect(host: address.host, port: address.port)
        channel.whenFailure { answer.fail($0) }
        channel.whenSuccess { channel in
            let deadline = loop.scheduleTask(in: timeLimit) { answer.fail(Failure.tooLate) }
            answer.futureResult.whenComplete { _ in
                deadline.cancel()
                channel.close(promise: nil)
            }
        }
        return answer.futureResult
    }
}

/// Sends the request when the connection stands, and takes the answer.
private final class AnswerHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundOut = HTTPClientRequestPart

    private static let bodyBytesMax = 1 << 16

    private let request: HTTPCall.Request
    private let address: WebAddress
    private let answer: EventLoopPromise<HTTPCall.Answer>
    private var status = 0
    private var body: [UInt8] = []

    init(_ request: HTTPCall.Request, _ address: WebAddress, _ answer: EventLoopPromise<HTTPCall.Answer>) {
        self.request = request
        self.address = address
        self.answer = answer
    }

    func channelActive(context: ChannelHandlerContext) {
        var headers = HTTPHeaders([("host", "\(address.host):\(address.port)"), ("connection", "close")])
        for header in request.headers { headers.add(name: header.name, value: header.value) }
        if request.method == "POST" { headers.add(name: "content-length", value: "\(request.body.count)") }
        let method = HTTPMethod(rawValue: request.method)
        let head = HTTPRequestHead(version: .http1_1, method: method, uri: address.target, headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: request.body)))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): status = Int(head.status.code)
        case .body(let part): if body.count < Self.bodyBytesMax { body += part.readableBytesView }
        case .end: answer.succeed(.init(status: status, text: String(decoding: body, as: UTF8.self)))
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        answer.fail(HTTPCall.Failure.noAnswer)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        answer.fail(error)
        context.close(promise: nil)
    }
}
