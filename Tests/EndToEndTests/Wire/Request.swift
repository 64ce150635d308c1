/// A request as text, with `id` and `params` in a chosen spelling.
struct Request {
    let text: String

    init(method: String, parameters: String? = nil, id: String? = "1") {
        let id = id.map { #","id":\#($0)"# } ?? ""
        let parameters = parameters.map { #","params":\#($0)"# } ?? ""
        text = #"{"jsonrpc":"2.0","method":"\#(method)"\#(parameters)\#(id)}"#
    }

    /// Makes a link with fixed terms.
    static func generateLink(_ orderID: String, id: String? = "1") -> Request {
        let terms = #""currency":"EUR","amount":4995,"description":"Bicycle bell, brass""#
        return Request(method: "generateLink", parameters: #"{"orderId":"\#(orderID)",\#(terms)}"#, id: id)
    }

    /// Shows the link of an order.
    static func getLink(_ orderID: String, id: String? = "1") -> Request {
        Request(method: "getLink", parameters: #"{"orderId":"\#(orderID)"}"#, id: id)
    }

    /// Asks for the daemon's status, which always succeeds.
    static func status(id: String? = "1") -> Request {
        Request(method: "getServiceStatus", id: id)
    }
}
