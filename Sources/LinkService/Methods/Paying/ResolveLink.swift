import Issuing
import JSON
package import JSONRPC
package import PaymentLinks

/// `resolveLink`: what a checkout page needs to fill itself in.
package struct ResolveLink: Method {
    package static let name = "resolveLink"
    package static let summary =
        "Tells a checkout page what to fill itself in with, and counts that the customer opened the link."
    package static let parameters: [DeclaredParameter] = [token.optional, url.optional, peek.optional]
    package static let result = Schema.named(ResolvedLinkSchema.link)
    package static let errors = DeclaredError.ofRecording + [.unknownOrder, .linkNotPayable]

    private static let token = Parameter(
        "token",
        .string("the last part of a link's URL", schema: .text) { (text) throws(Refusal) in text },
        "The last part of the link's URL."
    )
    private static let url = Parameter(
        "url",
        .string("the URL of a link", schema: .text) { (text) throws(Refusal) in text },
        "The whole URL, in any spelling of RFC 3986; what mail programs append to it is overlooked."
    )
    private static let peek = Parameter(
        "peek",
        .boolean,
        "Look without counting: for mail scanners and previews, which no customer has seen."
    )

    private let context: ServiceContext

    package init(_ context: ServiceContext) {
        self.context = context
    }

    package func call(_ arguments: Arguments, by caller: Caller) async throws(RPCError) -> [UInt8] {
        let (token, pointer) = try await token(in: arguments)
        let command = OpenCommand(id: LinkID(token), peek: try arguments.optional(Self.peek) ?? false)
        let outcome = try await context.outcome(of: .open(command), by: caller) { _ in pointer }
        var writer = JSONWriter(reserving: 512)
        let link = outcome.answer.link
        writer.resolvedLink(link, of: context.sites.profile(of: link.key.site), at: outcome.statusAt)
        return writer.bytes
    }

    /// What no link's address can be is as unknown as one that no link has: nobody learns more by guessing.
    private func token(in arguments: Arguments) async throws(RPCError) -> (LinkToken, pointer: String) {
        try arguments.refuseBoth(Self.token, Self.url)
        if let url = try arguments.optional(Self.url) {
            let pointer = arguments.pointer(to: Self.url.name)
            guard let token = try await token(in: url) else { throw .unknownToken(at: pointer) }
            return (token, pointer)
        }
        let text = try arguments.required(Self.token)
        let pointer = arguments.pointer(to: Self.token.name)
        guard let token = LinkToken(text: text) else { throw .unknownToken(at: pointer) }
        return (token, pointer)
    }
}

extension ResolveLink {
    /// The token in a URL: under the address of a site, or in any other spelling of the link's own URL.
    ///
    /// A link keeps the URL that it was made with, also when its site gets another address or is dropped.
    private func token(in url: String) async throws(RPCError) -> LinkToken? {
        if let token = context.sites.token(in: url) { return token }
        guard let given = ComparableURL(url) else { return nil }
        for token in given.tokens {
            let found = try await context.ask(at: context.clock.now()) { (ledger) throws(LedgerError) in
                try await ledger.link(.id(LinkID(token), site: nil))
            }
            if let own = found?.url.flatMap(ComparableURL.init), given.begins(with: own) { return token }
        }
        return nil
    }
}

extension RPCError {
    fileprivate static func unknownToken(at pointer: String) -> RPCError {
        RPCError(.refused(.unknownToken), at: .earliest) { _ in pointer }
    }
}

extension JSONWriter {
    /// Writes what a customer may see of a link: nothing of the shop's own notes, and nothing of its history.
    fileprivate mutating func resolvedLink(_ link: Link, of profile: SiteProfile, at now: Instant) {
        let terms = link.terms
        object { writer in
            writer.member("site", link.key.site.text)
            writer.member("siteName", profile.name?.text)
            writer.member("orderId", link.key.orderID.text)
            writer.member("status", link.status(at: now).rawValue)
            writer.member("currency", terms.money.currency.code)
            writer.member("amount", terms.money.amount)
            writer.member("amountText", terms.money.text)
            writer.member("paidAmount", link.payments.paid == 0 ? nil : link.payments.paid)
            writer.due(of: link)
            writer.member("description", terms.description.text)
            writer.customerMember(terms.customer)
            writer.member("gateway", terms.gateway?.code)
            writer.member("redirectUrl", terms.redirectURL?.text)
            writer.member("cancelUrl", terms.cancelURL?.text)
            writer.member("expiresAt", link.expiresAt.text)
            writer.member("openings", link.openings)
            writer.member("openingsLeft", link.openingsLeft)
        }
    }
}
