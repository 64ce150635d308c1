import AsyncHTTPClient
import NIOConcurrencyHelpers
import NIOCore
import NIOHTTP1
import NIOPosix

/// The connections to one site's service: over HTTPS with its certificate checked, and never to another address, since a
/// redirect would take the key along.
///
/// The client and its thread are made with the first request: a site that is never asked costs nothing.
final class HTTPTransport: Sendable {
    /// How many requests are under way at most; what is beyond waits, within its own deadline.
    static let inFlightMax = 16
    /// The time to connect; a server that does not take connections is not waited for any longer.
    static let connectSeconds: Int64 = 5
    /// The longest answer that is read.
    private static let bodyBytesMax = 1 << 20
    /// Connections are closed before the server may do so, while a request is on its way.
    private static let idleSeconds: Int64 = 10
    /// The longest pause that a server is granted.
    private static let longestPause = Duration.seconds(3600)

    private enum State {
        case unused
        case open(HTTPClient)
        case closed
    }

    private let state = NIOLockedValueBox(State.unused)

    /// Sends one request, once; cancelling the task ends it.
    ///
    /// - Parameters:
    ///   - method: The method.
    ///   - url: The address.
    ///   - headers: The headers, with the key.
    ///   - body: The body in JSON; empty for none.
    ///   - limit: When the answer has to be complete.
    /// - Returns: The answer, or what is known without one.
    func send(
        _ method: HTTPMethod,
        _ url: String,
        headers: HTTPHeaders,
        body: [UInt8],
        within limit: TimeAmount
    ) async -> HTTPAnswer {
        guard let client = openClient() else { return .notSent }
        var request = HTTPClientRequest(url: url)
        request.method = method
        request.headers = headers
        if !body.isEmpty { request.body = .bytes(ByteBuffer(bytes: body)) }
        let deadline = NIODeadline.now() + limit
        do {
            let response = try await client.execute(request, deadline: deadline)
            let pause = Self.pause(response.headers)
            var body = try await response.body.collect(upTo: Self.bodyBytesMax)
            let bytes = body.readBytes(length: body.readableBytes) ?? []
            return .answered(status: Int(response.status.code), body: bytes, retryAfter: pause)
        } catch {
            return Self.isBeforeSending(error) ? .notSent : .lost
        }
    }

    /// Ends all requests, and refuses those that come later.
    func shutdown() async {
        let state = state.withLockedValue { state in
            defer { state = .closed }
            return state
        }
        if case .open(let client) = state { try? await client.shutdown() }
    }

    private func openClient() -> HTTPClient? {
        state.withLockedValue { state in
            switch state {
            case .closed: return nil
            case .open(let client): return client
            case .unused:
                let client = HTTPClient(eventLoopGroup: Self.eventLoop, configuration: Self.configuration)
                state = .open(client)
                return client
            }
        }
    }

    /// One thread for the requests of all sites, made with the first request of the process.
    private static let eventLoop = MultiThreadedEventLoopGroup(numberOfThreads: 1)

    private static var configuration: HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: .seconds(connectSeconds))
        )
        configuration.httpVersion = .http1Only
        configuration.connectionPool.idleTimeout = .seconds(idleSeconds)
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = inFlightMax
        // Whoever asks decides when to try again.
        configuration.connectionPool.retryConnectionEstablishment = false
        return configuration
    }

    /// `Retry-After` in seconds (RFC 9110 10.2.3); its other form, a date, depends on two clocks and gets a minute.
    private static func pause(_ headers: HTTPHeaders) -> Duration? {
        guard let text = headers.first(name: "retry-after") else { return nil }
        let seconds = Int64(text).map { max(0, $0) } ?? 60
        return min(.seconds(seconds), longestPause)
    }

    /// Whether an error came before a connection did, so that no byte of the request left.
    private static func isBeforeSending(_ error: any Error) -> Bool {
        if error is NIOConnectionError { return true }
        guard let error = error as? HTTPClientError else { return false }
        return error == .connectTimeout || error == .tlsHandshakeTimeout || error == .getConnectionFromPoolTimeout
    }
}
