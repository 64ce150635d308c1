package import Issuing
import JSON
import NIOConcurrencyHelpers
import NIOCore
import NIOHTTP1
package import PaymentLinks

/// The API of MultiSafepay for one site: each call is one request, or none while the service does not answer.
package final class MultiSafepayService: Sendable {
    /// How long a request that makes an order may take; the service's own plugins wait 30 s.
    static let postSeconds: Int64 = 20
    /// How long any other request may take: a caller waits for two of them within the deadline of a call.
    static let askSeconds: Int64 = 10

    let settings: MultiSafepaySettings
    private let transport = HTTPTransport()
    private let breaker = NIOLockedValueBox(CircuitBreaker())
    private let onChange: @Sendable (_ isAnswering: Bool) -> Void

    /// - Parameters:
    ///   - settings: The site's key and addresses.
    ///   - onChange: Told when the service stops answering, and when it answers again.
    package init(_ settings: MultiSafepaySettings, onChange: @escaping @Sendable (_ isAnswering: Bool) -> Void) {
        self.settings = settings
        self.onChange = onChange
    }

    /// Ends all requests, and sends no more.
    package func shutdown() async { await transport.shutdown() }
}

extension MultiSafepayService: IssuingService {
    package var isAnswering: Bool { breaker.withLockedValue(\.isClosed) }

    package func issue(_ link: Link, at now: Instant) async -> IssuingAnswer {
        let body = OrderBody(link, notificationURL: settings.notificationURL, at: now).bytes
        switch await ask(.POST, "orders", body, within: Self.postSeconds) {
        case .nothing(let isSent, let pause): return isSent ? .unknown(retryAfter: pause) : .notSent(retryAfter: pause)
        case .answer(.unclear, let pause): return .unknown(retryAfter: pause)
        case .answer(.failure(let refusal, _), _):
            return refusal.code == "1006" ? .orderIDTaken(refusal) : .refused(refusal)
        case .answer(.success(let data), _):
            guard data?["order_id"]?.looseText == link.key.orderID.text, let url = data?["payment_url"]?.string,
                settings.isPaymentURL(url)
            else { return .unknown(retryAfter: nil) }
            return .issued(url: url)
        }
    }

    package func look(at orderID: OrderID) async -> LookAnswer {
        switch await ask(.GET, "orders/\(orderID.pathSegment)", within: Self.askSeconds) {
        case .nothing(_, let pause), .answer(.unclear, let pause): return .unreachable(retryAfter: pause)
        case .answer(.failure(let refusal, let status), _):
            return refusal.isAboutNoOrder(status) ? .noOrder : .refused(refusal)
        case .answer(.success(let data), _):
            guard let data, let report = ServiceReport(order: data, asked: orderID), report.orderID == orderID else {
                return .unreachable(retryAfter: nil)
            }
            return .order(report)
        }
    }

    package func cancel(_ link: Link) async -> CancelAnswer {
        let body = Array(#"{"status":"cancelled","exclude_order":true}"#.utf8)
        switch await ask(.PATCH, "orders/\(link.key.orderID.pathSegment)", body, within: Self.askSeconds) {
        case .nothing(_, let pause), .answer(.unclear, let pause): return .unreachable(retryAfter: pause)
        case .answer(.failure(let refusal, _), _): return .refused(refusal)
        case .answer(.success, _): return .cancelled
        }
    }

    package func read(_ notification: ServiceNotification, at now: Instant) -> NotificationReading {
        NotificationReader(apiKey: unsafe settings.apiKey.withBytes { unsafe Array($0) }).read(notification, at: now)
    }
}

extension MultiSafepayService {
    private enum Reply {
        case answer(ServiceAnswer, retryAfter: Duration?)
        case nothing(isSent: Bool, retryAfter: Duration?)
    }

    /// Sends one request unless the breaker is open, and tells the breaker what came of it.
    private func ask(_ method: HTTPMethod, _ path: String, _ body: [UInt8] = [], within seconds: Int64) async -> Reply {
        if let pause = breaker.withLockedValue({ $0.admit(at: .now) }) {
            return .nothing(isSent: false, retryAfter: pause)
        }
        let answer = await transport.send(
            method,
            "\(settings.apiURL)\(path)?locale=en_US",
            headers: headers(hasBody: !body.isEmpty),
            body: body,
            within: .seconds(seconds)
        )
        switch answer {
        case .notSent, .lost:
            // A request that ended with the daemon says nothing about the service.
            if !Task.isCancelled { tell { $0.failed(at: .now, retryAfter: nil) } }
            return .nothing(isSent: answer == .lost, retryAfter: nil)
        case .answered(let status, let body, let pause):
            let answer = ServiceAnswer(body, status: status)
            if case .unclear = answer {
                tell { $0.failed(at: .now, retryAfter: pause) }
            } else {
                tell { $0.succeeded() }
            }
            return .answer(answer, retryAfter: pause)
        }
    }

    private func tell(_ event: (inout CircuitBreaker) -> Void) {
        let (before, after) = breaker.withLockedValue { breaker in
            let before = breaker.isClosed
            event(&breaker)
            return (before, breaker.isClosed)
        }
        if before != after { onChange(after) }
    }

    private func headers(hasBody: Bool) -> HTTPHeaders {
        var headers = HTTPHeaders([("accept", "application/json"), ("user-agent", "paylink")])
        if hasBody { headers.add(name: "content-type", value: "application/json") }
        unsafe settings.apiKey.withBytes { key in
            unsafe headers.add(name: "api_key", value: String(decoding: key, as: UTF8.self))
        }
        return headers
    }
}

extension IssuerRefusal {
    /// Whether the service knows no such order; 1000 has meant other things too.
    fileprivate func isAboutNoOrder(_ status: Int) -> Bool {
        code == "1006" || code == "1000" && (status == 404 || status == 410 || message == "Not found")
    }
}

extension OrderID {
    /// The ID as one segment of a path: everything but unreserved characters is encoded (RFC 3986 2.3).
    fileprivate var pathSegment: String {
        var segment = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                segment.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                segment += digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return segment
    }
}
