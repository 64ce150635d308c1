import Issuing
package import JSON
package import JSONRPC
package import PaymentLinks

/// `listLinks`: shows links, filtered and paged.
package struct ListLinks: Method {
    package static let name = "listLinks"
    package static let summary = "Shows the links that a filter lets through, page by page."
    package static let parameters = ListParameters.all
    package static let result = Schema.named(LinkSchema.page)
    package static let mayAnswerAtLength = true
    package static let errors =
        DeclaredError.ofReading + [
            .unknownSite, .invalidOrderID, .invalidAmount, .invalidCurrency, .invalidMetadata,
        ]

    package static func answerRoom(_ value: (_ parameter: String) -> JSONValue?, _ limits: ServiceLimits) -> Int {
        limits.pageRoom(asked: value(ListParameters.limit.name))
    }

    private let context: ServiceContext

    package init(_ context: ServiceContext) {
        self.context = context
    }

    package func call(_ arguments: Arguments, by caller: Caller) async throws(RPCError) -> [UInt8] {
        let filter = try ListParameters.filter(from: arguments, context)
        let order = try arguments.optional(ListParameters.order) ?? .newest
        let binding = PageCursor.binding(of: arguments)
        let cursor = try arguments.optional(ListParameters.cursor)
        if let cursor, cursor.binding != binding {
            throw .invalidParameter(
                arguments.pointer(to: ListParameters.cursor.name),
                "`cursor` belongs to a list with another filter or order; repeat the call that gave it, with only the cursor changed."
            )
        }
        let limit = try arguments.optional(ListParameters.limit) ?? ServiceLimits.pageStandard
        let request = PageRequest(
            order: order,
            limit: limit,
            byteCountMax: context.limits.pageBytesMax(of: limit, within: arguments.room),
            after: cursor?.after,
            withTotals: try arguments.optional(ListParameters.totals) ?? false,
            user: caller.uid
        )
        let now = context.clock.now()
        let sites = context.sites
        let page = try await context.ask(at: now) { (ledger) throws(LedgerError) in
            try await ledger.page(request, of: filter, at: now) { link in
                var writer = JSONWriter(reserving: JSONWriter.linkByteCount)
                writer.link(link, at: now, of: sites.profile(of: link.key.site))
                return (writer.bytes, writer.bytes.count)
            }
        }
        return Self.encode(page, binding: binding)
    }

    private static func encode(_ page: LinkPage<[UInt8]>, binding: UInt64) -> [UInt8] {
        var writer = JSONWriter(reserving: page.links.reduce(256) { $0 + $1.count + 1 })
        writer.object { writer in
            writer.array("links") { writer in
                for link in page.links { writer.raw(link[...]) }
            }
            if !page.unreadable.isEmpty {
                writer.array("unreadable") { writer in
                    for link in page.unreadable { writer.unreadable(link) }
                }
            }
            writer.member("nextCursor", page.next.map { PageCursor(after: $0, binding: binding).text })
            writer.member("seq", Int64(page.seq))
            guard let totals = page.totals else { return }
            writer.array("totals") { writer in
                for total in totals { writer.total(total) }
            }
        }
        return writer.bytes
    }
}

extension JSONWriter {
    fileprivate mutating func unreadable(_ link: UnreadableLink) {
        object { writer in
            writer.member("createdSeq", Int64(link.createdSeq))
            writer.member("site", link.site.text)
            writer.member("amount", link.amount)
            writer.member("currency", link.currency.code)
            writer.member("status", link.status.rawValue)
            writer.member("createdAt", link.createdAt.text)
            writer.member("expiresAt", link.expiresAt.text)
        }
    }

    fileprivate mutating func total(_ total: CurrencyTotal) {
        object { writer in
            writer.member("currency", total.currency.code)
            writer.member("count", Int64(total.count))
            writer.member("amount", total.amount)
            writer.member("dueAmount", total.due)
        }
    }
}
