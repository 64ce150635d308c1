import JSON
import PaylinkClient
import TestSupport

extension LineClient {
    /// Calls a method whose result is a link.
    func link(_ method: String, _ parameters: String) throws -> LinkAnswer {
        switch try call(method, parameters) {
        case .refused(let error): return .refused(error)
        case .result(let json):
            guard let link = SeenLink(json) else {
                throw UnexpectedAnswer(text: String(decoding: json.rawBytes, as: UTF8.self))
            }
            return .link(link)
        }
    }

    /// Makes a link with arbitrary terms.
    func generate(_ orderID: String, amount: Int64 = 4995) throws -> LinkAnswer {
        try link("generateLink", generateParameters(orderID, amount: amount))
    }

    /// Reads every page of `listLinks`.
    func allLinks(orderIDPrefix: String? = nil) throws -> [SeenLink] {
        var links: [SeenLink] = []
        var cursor: String?
        repeat {
            let page = try call(
                "listLinks",
                parameters { writer in
                    writer.member("limit", 1000)
                    if let orderIDPrefix { writer.member("orderIdPrefix", orderIDPrefix) }
                    if let cursor { writer.member("cursor", cursor) }
                }
            ).get()
            links += page["links"]?.elements.compactMap(SeenLink.init) ?? []
            cursor = page["nextCursor"]?.string
        } while cursor != nil
        return links
    }

    /// The number of links by `getServiceStatus`.
    func linkCount() throws -> Int64? {
        try call("getServiceStatus").get()["counts"]?["links"]?.integer
    }

    /// The limit `depth` by `getServiceStatus`.
    func depthLimit() throws -> Int64? {
        try call("getServiceStatus").get()["limits"]?["depth"]?.integer
    }
}

func generateParameters(_ orderID: String, amount: Int64 = 4995, description: String = "A test", key: String? = nil)
    -> String
{
    parameters { writer in
        writer.member("orderId", orderID)
        writer.member("currency", "EUR")
        writer.member("amount", amount)
        writer.member("description", description)
        if let key { writer.member("idempotencyKey", key) }
    }
}

/// One request as a line, without its newline.
func requestLine(_ id: Int, _ method: String, _ parameters: String) -> String {
    #"{"jsonrpc":"2.0","id":\#(id),"method":"\#(method)","params":\#(parameters)}"#
}

/// The lines that a daemon wrote to standard error.
func sentences(_ child: ChildProcess) -> [String] {
    child.standardError.split(separator: "\n").map(String.init)
}
