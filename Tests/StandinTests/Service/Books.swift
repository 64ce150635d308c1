import JSON

@testable import Standin

/// The service without HTTP, with a clock that stands until it is moved.
struct Books {
    static let key = "pl_test_9f3c1a7be2d84455"

    var service: PaymentService
    var now = Moment(milliseconds: 1_773_132_131_000)
    /// What shops were told, by the latest call.
    private(set) var notices: [Notice] = []

    init(_ change: (inout Readings) -> Void = { _ in }) {
        var readings = Readings()
        change(&readings)
        service = PaymentService(apiKey: Self.key, readings: readings, seed: "test", baseURL: "http://127.0.0.1:1")
    }

    mutating func call(_ method: String, _ path: String, _ body: String = "", key: String = key) -> WebAnswer {
        let headers = [WebRequest.Header(name: "api_key", value: key)]
        return send(WebRequest(method: method, target: "/v1/json/\(path)", headers: headers, body: Array(body.utf8)))
    }

    mutating func send(_ request: WebRequest) -> WebAnswer {
        let reaction = service.receive(request, at: now)
        notices = reaction.notices
        return reaction.answer
    }

    /// With further members, as `"a":1,`.
    mutating func create(_ orderID: String, _ members: String = "") -> WebAnswer {
        let order = #""order_id":"\#(orderID)","currency":"EUR","amount":4995,"description":"Bicycle bell""#
        return call("POST", "orders", #"{\#(members)"type":"paymentlink",\#(order)}"#)
    }

    mutating func get(_ orderID: String) -> WebAnswer { call("GET", "orders/\(orderID)") }

    mutating func cancel(_ orderID: String) -> WebAnswer {
        call("PATCH", "orders/\(orderID)", #"{"status":"cancelled","exclude_order":true}"#)
    }

    /// Posts a page's form.
    mutating func pay(_ url: String?, _ fields: String = "outcome=completed&method=IDEAL") -> WebAnswer {
        send(WebRequest(method: "POST", target: Self.target(url), body: Array(fields.utf8)))
    }

    mutating func open(_ url: String?) -> WebAnswer { send(WebRequest(method: "GET", target: Self.target(url))) }

    func report(_ orderID: String) -> OrderReport? {
        service.orders[orderID].map { OrderReport($0, service, at: now) }
    }

    private static func target(_ url: String?) -> String { url.flatMap { WebAddress($0)?.target } ?? "" }
}

extension WebAnswer {
    var json: JSONValue {
        guard let document = try? JSONDocument(parsing: body) else { return Self.nothing }
        return document.root
    }

    var text: String { String(decoding: body, as: UTF8.self) }

    /// The page that was made.
    var url: String? { json["data"]?["payment_url"]?.string }

    var code: Int64? { json["error_code"]?.integer }

    private static let nothing: JSONValue = {
        guard let document = try? JSONDocument(parsing: Array("null".utf8)) else { preconditionFailure("null is JSON") }
        return document.root
    }()
}
