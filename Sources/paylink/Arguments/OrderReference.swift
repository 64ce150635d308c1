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

    /// A link's ID follows from the token at the end of its URL.
    private static func linkID(ofURL url: String) -> String {
        let path = url.prefix { $0 != "?" && $0 != "#" }
        let token = path.split(separator: "/").last.map(String.init) ?? ""
        return LinkID(tokenHash: Array(SHA256.hash(data: Array(token.utf8)))).text
    }

    /// Writes the parameter of `getLink`.
    func write(to writer: inout JSONWriter) {
        switch self {
        case .orderID(let orderID): writer.member("orderId", orderID)
        case .linkID(let linkID): writer.member("linkId", linkID)
        }
    }
}
