/// What was asked, for tests that look whether anything was sent, and what with.
struct RequestRecord: Sendable {
    /// By kind, such as `POST /orders`.
    private(set) var counts: [String: Int] = [:]
    /// Every header that a call of the service had, with the number of times.
    private(set) var headers: [WebRequest.Header: Int] = [:]
    private(set) var connectionCount = 0
    private(set) var openCount = 0
    private(set) var openCountMax = 0

    mutating func begin(_ request: WebRequest) -> Fault.Call? {
        guard let segments = request.segments(behind: Route.prefix) else { return nil }
        for header in request.headers { headers[header, default: 0] += 1 }
        openCount += 1
        openCountMax = max(openCountMax, openCount)
        let route = Route(method: request.method, segments: segments)
        counts[route?.name ?? "other", default: 0] += 1
        return route?.call ?? .any
    }

    mutating func end() { openCount -= 1 }

    mutating func connect() { connectionCount += 1 }
}

extension Route {
    fileprivate var name: String {
        switch self {
        case .create: "POST /orders"
        case .look: "GET /orders/ID"
        case .change: "PATCH /orders/ID"
        case .refund: "POST /orders/ID/refunds"
        case .gateways: "GET /gateways"
        case .gateway: "GET /gateways/ID"
        case .transactions: "GET /transactions"
        }
    }

    fileprivate var call: Fault.Call {
        switch self {
        case .create: .create
        case .look: .look
        case .change: .change
        case .refund: .refund
        case .gateways, .gateway, .transactions: .list
        }
    }
}
