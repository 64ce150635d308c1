import Issuing
import JSON
package import JSONRPC
package import PaymentLinks

/// `getLink`: shows one link.
package struct GetLink: Method {
    package static let name = "getLink"
    package static let summary = "Shows one link, by its order ID or by its link ID."
    package static let parameters: [DeclaredParameter] = [
        LinkParameters.site.optional, LinkParameters.orderID.optional, LinkParameters.linkID.optional,
    ]
    package static let onlyReads = true
    package static let result = Schema.named(LinkSchema.link)
    package static let errors = DeclaredError.ofReading + [.unknownSite, .invalidOrderID, .unknownOrder]

    private let context: ServiceContext

    package init(_ context: ServiceContext) {
        self.context = context
    }

    package func call(_ arguments: Arguments, by caller: Caller) async throws(RPCError) -> [UInt8] {
        let reference = try await reference(in: arguments)
        let now = context.clock.now()
        let found = try await context.ask(at: now) { (ledger) throws(LedgerError) in try await ledger.link(reference) }
        guard let link = found else { throw .unknown(reference) }
        var writer = JSONWriter(reserving: JSONWriter.linkByteCount)
        writer.link(link, at: now, of: context.sites.profile(of: link.key.site))
        return writer.bytes
    }

    private func reference(in arguments: Arguments) async throws(RPCError) -> LinkReference {
        try arguments.refuseBoth(LinkParameters.orderID, LinkParameters.linkID)
        if let id = try arguments.optional(LinkParameters.linkID) {
            // A link ID is unique over all sites, so the site need not be named; named, it has to be the link's.
            return .id(id, site: try context.siteIfNamed(in: arguments))
        }
        guard arguments.sent.contains(where: { $0.name == LinkParameters.orderID.name }) else {
            throw .invalidParameter(
                arguments.pointer(to: LinkParameters.orderID.name),
                "`orderId` or `linkId` is needed; give the order ID, such as \"A-1001\", or the link ID."
            )
        }
        return .key(try await context.key(of: arguments))
    }
}

extension RPCError {
    fileprivate static func unknown(_ reference: LinkReference) -> RPCError {
        switch reference {
        case .key(let key): RPCError(.refused(.unknownOrder(key)), at: .earliest) { _ in "/orderId" }
        case .id(let id, _): RPCError(.unknownOrder, "There is no link \(id.text); check its ID.", at: "/linkId")
        }
    }
}
