import JSON
import NIOConcurrencyHelpers
import NIOCore
import NIOHTTP1
import NIOPosix

/// A stand-in of MultiSafepay on a port of 127.0.0.1: a real HTTP server that behaves as the service is documented.
///
/// In a test, in process:
///
///     var options = StandinOptions(apiKey: "key")
///     options.readings.repeat = .refuse                  // where the sources leave it open
///     options.faults = [try Fault(text: "create:lost,times=1")]
///     let service = try await StandinServer.start(options)
///     // … configure a site with "apiUrl": service.apiURL, make links …
///     service.pay("A-1")                                 // as the customer on the order's page
///     #expect(service.order("A-1")?.status == "completed")
///     await service.stop()
///
/// `options.isNotifying` sends signed notices, to each order's notification URL or all to `options.noticeURL`. The
/// program `paylink-standin` is the same with a command line, and does over HTTP below `/standin/` what the methods here
/// do. Everything is safe from any thread.
package final class StandinServer: Sendable {
    /// The port that it listens on.
    package let port: Int

    private let core: StandinCore
    private let listener: any Channel
    private let connections: NIOLockedValueBox<[ObjectIdentifier: any Channel]>

    /// Starts to listen.
    ///
    /// - Parameter options: How it is set up.
    /// - Returns: A server that takes calls.
    /// - Throws: Why the port can't be had, or the file of orders not be read.
    package static func start(_ options: StandinOptions) async throws -> StandinServer {
        let group = MultiThreadedEventLoopGroup.singleton
        let core = NIOLockedValueBox<StandinCore?>(nil)
        let connections = NIOLockedValueBox<[ObjectIdentifier: any Channel]>([:])
        let listener = try await ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 1024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            // The first call may come once it is known which port the pages are on.
            .serverChannelOption(.autoRead, value: false)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    guard let core = core.withLockedValue({ $0 }) else { return }
                    core.state.withLockedValue { $0.requests.connect() }
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline(withPipeliningAssistance: false)
                    try channel.pipeline.syncOperations.addHandler(ExchangeHandler(core))
                    let identifier = ObjectIdentifier(channel)
                    connections.withLockedValue { $0[identifier] = channel }
                    channel.closeFuture.whenComplete { _ in connections.withLockedValue { $0[identifier] = nil } }
                }
            }
            .bind(host: "127.0.0.1", port: options.port).get()
        let port = listener.localAddress?.port ?? 0
        let made = try StandinCore(options, baseURL: "http://127.0.0.1:\(port)", group: group)
        core.withLockedValue { $0 = made }
        try await listener.setOption(.autoRead, value: true).get()
        return StandinServer(port, made, listener, connections)
    }

    private init(
        _ port: Int,
        _ core: StandinCore,
        _ listener: any Channel,
        _ connections: NIOLockedValueBox<[ObjectIdentifier: any Channel]>
    ) {
        self.port = port
        self.core = core
        self.listener = listener
        self.connections = connections
    }

    /// `http://127.0.0.1:PORT`, which pages and `/standin/` are below.
    package var baseURL: String { "http://127.0.0.1:\(port)" }

    /// What a client takes for the service's address.
    package var apiURL: String { "\(baseURL)\(Route.prefix)" }

    /// Ends every connection and listens no more; what was made stays readable.
    package func stop() async {
        core.stop()
        try? await listener.close().get()
        for channel in connections.withLockedValue({ Array($0.values) }) { try? await channel.close().get() }
    }

    /// Waits until somebody stops it.
    package func waitUntilStopped() async {
        try? await listener.closeFuture.get()
    }

    /// Every order that was made, by its ID.
    package var orders: [OrderReport] { core.state.withLockedValue { $0.reports(at: .now) } }

    /// An order; nil if nobody made it.
    package func order(_ orderID: String) -> OrderReport? { orders.first { $0.orderID == orderID } }

    /// How often each kind of call came, such as `POST /orders` or `GET /orders/ID`.
    package var requestCounts: [String: Int] { core.state.withLockedValue { $0.requests.counts } }

    /// Every header that any call had.
    package var headers: [WebRequest.Header] { core.state.withLockedValue { Array($0.requests.headers.keys) } }

    /// The most calls that were unanswered at once.
    package var openCallCountMax: Int { core.state.withLockedValue { $0.requests.openCountMax } }

    /// Every delivery of a notice that has ended.
    package var notices: [NoticeReport] { core.state.withLockedValue { $0.notices } }

    /// Puts these faults in place of those in force.
    package func set(_ faults: [Fault]) { core.state.withLockedValue { $0.plan.set(faults) } }

    /// Pays as the customer on an order's latest page, or fails to.
    ///
    /// - Parameters:
    ///   - orderID: The order.
    ///   - outcome: `completed`, `uncleared`, `declined`, `cancelled`, or `started` for a payment that goes on at the bank.
    /// - Returns: Whether the page could be paid.
    @discardableResult
    package func pay(_ orderID: String, outcome: String = "completed") -> Bool {
        steer(orderID, "pay") { $0.member("outcome", outcome) }
    }

    /// Gives a payment that was begun its outcome, whatever became of its page.
    ///
    /// - Parameters:
    ///   - orderID: The order.
    ///   - transactionID: The payment; the latest if nil.
    ///   - status: The outcome.
    /// - Returns: Whether there is such a payment.
    @discardableResult
    package func settle(_ orderID: String, transactionID: Int64? = nil, status: String = "completed") -> Bool {
        steer(orderID, "settle") { writer in
            if let transactionID { writer.member("transactionId", transactionID) }
            writer.member("status", status)
        }
    }

    private func steer(_ orderID: String, _ verb: String, _ body: (inout JSONWriter) -> Void) -> Bool {
        var writer = JSONWriter()
        writer.object(body)
        let target = "\(PaymentService.handPrefix)\(FormText.encoded(orderID))/\(verb)"
        return core.respond(to: WebRequest(method: "POST", target: target, body: writer.bytes)).status == 200
    }
}
