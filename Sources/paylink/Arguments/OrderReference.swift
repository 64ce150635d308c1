import Crypto
import JSON
import PaylinkClient
import PaymentLinks

/// An order as people name it: by its order ID, its link ID, or its link's URL.
enum OrderReference: Equatable {
    case orderID(String)
    case linkID(String)
    /// The address of a payment service's page, which tells nothing of the link.
    case url(String)

    /// Reads an argument; whatever is neither a link ID nor a URL is an order ID.
    init(_ text: String) {
        if text.contains("://") {
            self = Self.linkID(ofURL: text).map(OrderReference.linkID) ?? .url(text)
        } else if text.hasPrefix("lnk_"), text.utf8.count == Self.linkIDByteCount {
            self = .linkID(text)
        } else {
            self = .orderID(text)
        }
    }

    private static let linkIDByteCount = 28

    /// A link's ID follows from the token in its URL, wherever the shop's address has its place.
    private static func linkID(ofURL url: String) -> String? {
        let words = url.split { !$0.isASCII || !($0.isLetter || $0.isNumber) }.map(String.init)
        guard let token = words.last(where: { LinkToken(text: $0) != nil }) else { return nil }
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
        let reference = OrderReference(text)
        if case .url(let url) = reference {
            let pages = PageWalk(connection: connection, daemon: daemon) { cursor, _, writer in
                writer.given("site", site)
                writer.member("limit", Int64(1000))
                writer.given("cursor", cursor)
            }
            guard let link = try pages.firstLink(where: { $0.address(is: url) }) else { throw unknown(url) }
            return link
        }
        do throws(ToolFailure) {
            return try connection.call(daemon, "getLink") { writer in
                writer.given("site", site)
                reference.write(to: &writer)
            }
        } catch .refused(let error, asJSON: false) where error.kind == "unknownOrder" && text.contains("://") {
            throw unknown(text)
        } catch {
            throw error
        }
    }

    private static func unknown(_ url: String) -> ToolFailure {
        Output.complain("paylink: No link has the address \(url.shortened); check that it is whole.")
        return .ended(.refused)
    }

    /// Writes the parameter of `getLink`.
    func write(to writer: inout JSONWriter) {
        switch self {
        case .orderID(let orderID): writer.member("orderId", orderID)
        case .linkID(let linkID): writer.member("linkId", linkID)
        case .url: break
        }
    }
}

extension JSONValue {
    /// Whether a link has this URL, whatever the language or the mark of a campaign behind it.
    fileprivate func address(is url: String) -> Bool {
        self["url"]?.string.map { Self.address(of: $0) == Self.address(of: url) } ?? false
    }

    private static func address(of url: String) -> String {
        var address = url.prefix { $0 != "?" && $0 != "#" }
        if address.hasSuffix("/") { address.removeLast() }
        return String(address)
    }
}
