import JSON
import PaylinkClient

/// Asks for one page after the other.
struct PageWalk {
    let connection: ConnectionOptions
    let daemon: Connection
    /// Writes the parameters, given the cursor of the page before.
    let parameters: (String?, _ isFirst: Bool, inout JSONWriter) -> Void

    /// The page that the parameters ask for.
    func first() throws(ToolFailure) -> JSONValue {
        let page = try page(after: nil)
        complainOfUnreadable(page)
        return page
    }

    /// Hands over the first page or, with `all`, every page up to the last.
    func forEach(all: Bool, _ body: (JSONValue) throws -> Void) throws {
        var cursor: String?
        repeat {
            let page = try page(after: cursor)
            try body(page)
            complainOfUnreadable(page)
            let next = page["nextCursor"]?.string
            guard next != cursor else { return }
            cursor = next
        } while all && cursor != nil
    }

    /// The first link that is asked for, on whatever page it is.
    func firstLink(where isMeant: (JSONValue) -> Bool) throws(ToolFailure) -> JSONValue? {
        var cursor: String?
        repeat {
            let page = try page(after: cursor)
            if let link = page["links"]?.elements.first(where: isMeant) { return link }
            cursor = page["nextCursor"]?.string
        } while cursor != nil
        return nil
    }

    private func complainOfUnreadable(_ page: JSONValue) {
        guard let count = page["unreadable"]?.count, count > 0 else { return }
        Output.complain(
            "Of these links \(count) can't be read any more, and are left out; run paylink verify and restore a backup."
        )
    }

    private func page(after cursor: String?) throws(ToolFailure) -> JSONValue {
        try connection.call(daemon, "listLinks") { parameters(cursor, cursor == nil, &$0) }
    }
}
