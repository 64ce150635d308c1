/// The protocols of what is compared.
enum Wire {
    case rpc, redis, postgresql, raw
}

/// One kind of request, sent over and over.
enum Work: String {
    case generateLink, getLink, listLinks, status, set, get, insert, echo

    var wire: Wire {
        switch self {
        case .generateLink, .getLink, .listLinks, .status: .rpc
        case .set, .get: .redis
        case .insert: .postgresql
        case .echo: .raw
        }
    }

    /// Whether each request makes a new order, numbered in turn from 0; the readers pick among those at random.
    var makesOrders: Bool {
        switch self {
        case .generateLink, .set, .insert, .echo: true
        case .getLink, .listLinks, .status, .get: false
        }
    }

    /// Whether its requests carry a value of the caller's choice.
    var carriesValue: Bool {
        switch self {
        case .set, .insert, .echo: true
        case .generateLink, .getLink, .listLinks, .status, .get: false
        }
    }

    /// The bytes of one request, with holes for the numbers that change.
    ///
    /// - Parameters:
    ///   - options: the seed, which makes the orders of this run different from another's, and parameters that replace
    ///     the work's own ones in a call.
    ///   - value: what a `set`, an `insert` and an `echo` carry.
    /// - Returns: a template whose requests are all of the same length.
    func template(options: Options, value: [UInt8]) -> RequestTemplate {
        let order = "B\(options.seed)-@@@@@@@@@@"
        let params = options.params
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
        case .insert: return PostgreSQL.insert(order: order, record: value, isOnce: options.isOneRequestPerConnection)
        case .echo: return RequestTemplate(marked: [], tail: value)
        }
    }

    private func call(_ method: String, _ params: String) -> RequestTemplate {
        let line = #"{"jsonrpc":"2.0","id":##########,"method":"\#(method)","params":\#(params)}"# + "\n"
        return RequestTemplate(marked: Array(line.utf8))
    }
}
