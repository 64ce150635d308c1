import JSON
import PaylinkClient
import TestSupport

/// What a test compares of a link.
struct SeenLink: Sendable, Equatable {
    let linkID: String
    let orderID: String
    let url: String
    let currency: String
    let amount: Int64
    let description: String
    let duplicateOf: String?
    var status: String

    /// Reads a Link of the wire; nil if a member is missing.
    init?(_ json: JSONValue) {
        guard
            let linkID = json["linkId"]?.string, let orderID = json["orderId"]?.string, let url = json["url"]?.string,
            let currency = json["currency"]?.string, let amount = json["amount"]?.integer,
            let description = json["description"]?.string, let status = json["status"]?.string
        else { return nil }
        self.linkID = linkID
        self.orderID = orderID
        self.url = url
        self.currency = currency
        self.amount = amount
        self.description = description
        self.status = status
        duplicateOf = json["duplicateOf"]?.string
    }
}

/// What came of a call that answers a link.
enum LinkAnswer: Sendable {
    case link(SeenLink)
    case refused(RemoteError)

    var link: SeenLink? {
        if case .link(let link) = self { link } else { nil }
    }

    var refusal: RemoteError? {
        if case .refused(let error) = self { error } else { nil }
    }
}

/// An answer that is not what its method promises.
struct UnexpectedAnswer: Error {
    let text: String
}

extension LineClient {
    /// Calls a method that answers a link.
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

    /// Makes a link with terms that do not matter.
    func generate(_ orderID: String, amount: Int64 = 4995) throws -> LinkAnswer {
        try link("generateLink", generateParameters(orderID, amount: amount))
    }

    /// Walks every page of `listLinks`.
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

    /// How many links the daemon says it has.
    func linkCount() throws -> Int64? {
        try call("getServiceStatus").get()["counts"]?["links"]?.integer
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
