import JSON

/// The payment service as a value: a request and the time go in, an answer and notices come out.
///
/// Nothing else changes it and nothing is drawn at random, so that the same requests at the same times make the same
/// orders, URLs and transaction IDs again.
struct PaymentService: Sendable {
    let apiKey: String
    let readings: Readings
    /// What the names of pages are made from.
    let seed: String
    /// `http://127.0.0.1:PORT`, which pages are below.
    let baseURL: String

    /// By order ID.
    var orders: [String: Order] = [:]
    /// The order of each page.
    var orderIDsByToken: [String: String] = [:]
    var transactionCount: Int64 = 0

    init(apiKey: String, readings: Readings, seed: String, baseURL: String) {
        self.apiKey = apiKey
        self.readings = readings
        self.seed = seed
        self.baseURL = baseURL
    }

    mutating func receive(_ request: WebRequest, at now: Moment) -> Reaction {
        if let segments = request.segments(behind: Route.prefix) { return call(segments, request, at: now) }
        if let segments = request.segments(behind: Self.pagePrefix) { return visit(segments, request, at: now) }
        if let segments = request.segments(behind: Self.handPrefix) { return steer(segments, request, at: now) }
        return Reaction(answer: .text(404, "There is nothing here; the service is below \(Route.prefix)."))
    }

    private mutating func call(_ segments: [String], _ request: WebRequest, at now: Moment) -> Reaction {
        do throws(ServiceFailure) {
            let route = Route(method: request.method, segments: segments)
            guard request.values(of: "api_key") == [apiKey] else {
                if route == .transactions, readings.errors == .status { return Self.forbidden }
                throw .key
            }
            guard let route else { throw .notFound }
            var reaction = try follow(route, request, at: now)
            reaction.answer.body = Self.withEscapedSlashes(reaction.answer.body)
            return reaction
        } catch {
            return Reaction(answer: error.answer(readings))
        }
    }

    private mutating func follow(
        _ route: Route,
        _ request: WebRequest,
        at now: Moment
    ) throws(ServiceFailure) -> Reaction {
        switch route {
        case .create: return Reaction(answer: try create(request.body, at: now))
        case .look(let name): return Reaction(answer: look(try order(named: name), at: now))
        case .change(let name): return try change(try order(named: name), by: request, at: now)
        case .refund(let name): return try refund(try order(named: name), by: request, at: now)
        case .gateways: return Reaction(answer: listGateways(request.queryFields))
        case .gateway(let name): return Reaction(answer: try show(gateway: name))
        case .transactions: return Reaction(answer: listTransactions(request.queryFields, at: now))
        }
    }

    /// By its order ID, or by the ID of one of its transactions.
    private func order(named name: String) throws(ServiceFailure) -> Order {
        if let order = orders[name] { return order }
        if let id = Int64(name), let order = orders.values.first(where: { $0.transactions.contains { $0.id == id } }) {
            return order
        }
        throw .orderID
    }

    private static let forbidden = Reaction(answer: .json(403) { $0.member("message", "Forbidden") })

    /// As PHP writes it; outside of strings JSON has no slash.
    private static func withEscapedSlashes(_ json: [UInt8]) -> [UInt8] {
        json.flatMap { $0 == UInt8(ascii: "/") ? [UInt8(ascii: "\\"), $0] : [$0] }
    }
}
