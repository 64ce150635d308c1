import Crypto
import JSON
import PaylinkClient
import PaymentLinks

/// An order as people name it: by its order ID, its link ID, or its link's URL.
enum OrderReference: Equatable {
    case orderID(String)
    case linkID(String)

    /// Reads an argument; whatever is neither a link ID nor a URL is an order ID.
    init(_ text: String) {
        if text.contains("://") {
            self = .linkID(Self.linkID(ofURL: text))
        } else if text.hasPrefix("lnk_"), text.utf8.count == Self.linkIDByteCount {
            self = .linkID(text)
        } else {
            self = .orderID(text)
        }
    }

    private static let linkIDByteCount = 28

    /// A link's ID follows from the token in its URL, wherever the shop's address has its place.
    private static func linkID(ofURL url: String) -> String {
        let words = url.split { !$0.isASCII || !($0.isLetter || $0.isNumber) }.map(String.init)
        let token = words.last { LinkToken(text: $0) != nil } ?? ""
        return LinkID(tokenHash: Array(SHA256.hash(data: Array(token.utf8)))).text
    }

    /// Looks a link up as people name it.
    ///
    /// - Throws: What the daemon refuses; of a URL that no link has, in words about the URL.
    static func link(
        _ text: String,
        site: String?,
        _ connection: ConnectionOptions,
        _ daemon: Connection
    ) throws(ToolFailure) -> JSONValue {
        do throws(ToolFailure) {
            return try connection.call(daemon, "getLink") { writer in
                writer.given("site", site)
                OrderReference(text).write(to: &writer)
            }
        } catch .refused(let error, asJSON: false) where error.kind == "unknownOrder" && text.contains("://") {
            Output.complain("paylink: No link has the address \(text.shortened); check that it is whole.")
            throw .ended(.refused)
        } catch {
            throw error
        }
    }

    /// Writes the parameter of `getLink`.
    func write(to writer: inout JSONWriter) {
        switch self {
        case .orderID(let orderID): writer.member("orderId", orderID)
        case .linkID(let linkID): writer.member("linkId", linkID)
        }
    }
}
