/// The two protocols that are compared.
enum Wire: String {
    case rpc, redis
}

/// One kind of request, sent over and over.
enum Work: String {
    case generateLink, getLink, listLinks, status, set, get

    var wire: Wire {
        switch self {
        case .generateLink, .getLink, .listLinks, .status: .rpc
        case .set, .get: .redis
        }
    }

    /// Whether each request makes a new order, numbered in turn from 0; the readers pick among those at random.
    var makesOrders: Bool { self == .generateLink || self == .set }

    /// The bytes of one request, with holes for the numbers that change.
    ///
    /// - Parameters:
    ///   - seed: makes the orders of this run different from another's.
    ///   - params: replaces the work's own parameters; ignored over redis.
    ///   - value: the value of a `set`.
    /// - Returns: a template whose requests are all of the same length.
    func template(seed: UInt64, params: String?, value: [UInt8]) -> RequestTemplate {
        let order = "B\(seed)-@@@@@@@@@@"
        switch self {
        case .generateLink:
            let terms = #""currency":"EUR","amount":4995,"description":"Order \#(order)""#
            return call("generateLink", params ?? #"{"orderId":"\#(order)",\#(terms)}"#)
        case .getLink: return call("getLink", params ?? #"{"orderId":"\#(order)"}"#)
        case .listLinks: return call("listLinks", params ?? #"{"limit":50}"#)
        case .status: return call("getServiceStatus", params ?? "{}")
        case .set:
            let head = "*3\r\n$3\r\nSET\r\n$\(order.utf8.count)\r\n\(order)\r\n$\(value.count)\r\n"
            return RequestTemplate(marked: Array(head.utf8), tail: value + Array("\r\n".utf8))
        case .get:
            return RequestTemplate(marked: Array("*2\r\n$3\r\nGET\r\n$\(order.utf8.count)\r\n\(order)\r\n".utf8))
        }
    }

    private func call(_ method: String, _ params: String) -> RequestTemplate {
        let line = #"{"jsonrpc":"2.0","id":##########,"method":"\#(method)","params":\#(params)}"# + "\n"
        return RequestTemplate(marked: Array(line.utf8))
    }
}
