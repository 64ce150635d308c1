import Issuing
import JSONRPC
import PaymentLinks

/// Which site a call is for.
///
/// A site that was renamed or dropped from the configuration keeps its links, and is called a *former* site: its links are
/// read, listed, opened, paid, updated, cancelled and erased like any others, and no link is made for it any more.
///
/// A call may leave the site out if only one is configured. If there are former sites, the order decides: the site that has
/// it is meant, and where two have it, or no order is named, the call has to name its site.
extension ServiceContext {
    /// The site that a call names, if it names one.
    func siteIfNamed(in arguments: Arguments) throws(RPCError) -> SiteName? {
        guard let name = try arguments.optional(LinkParameters.site) else { return nil }
        guard sites.isConfigured(name) || sites.former.contains(name) else {
            throw .unknownSite(
                arguments.sitePointer,
                "There is no site \(name.text)",
                among: sites.names + sites.former
            )
        }
        return name
    }

    /// The site of a call that is about no single order.
    func site(of arguments: Arguments) throws(RPCError) -> SiteName {
        if let name = try siteIfNamed(in: arguments) { return name }
        let all = sites.names + sites.former
        guard all.count == 1 else {
            throw .siteIsNeeded(arguments.sitePointer, "since there is more than one", among: all)
        }
        return all[0]
    }

    /// The order of a call.
    func key(of arguments: Arguments) async throws(RPCError) -> LinkKey {
        if let site = try siteIfNamed(in: arguments) {
            return LinkKey(site: site, orderID: try arguments.required(LinkParameters.orderID))
        }
        guard sites.names.count == 1 else {
            let all = sites.names + sites.former
            throw .siteIsNeeded(arguments.sitePointer, "since there is more than one", among: all)
        }
        let orderID = try arguments.required(LinkParameters.orderID)
        let configured = LinkKey(site: sites.names[0], orderID: orderID)
        guard !sites.former.isEmpty else { return configured }
        var holders: [SiteName] = []
        for site in sites.names + sites.former where try await hasLink(LinkKey(site: site, orderID: orderID)) {
            holders.append(site)
        }
        guard holders.count <= 1 else {
            throw .siteIsNeeded(
                arguments.sitePointer,
                "since more than one has an order \(orderID.text)",
                among: holders
            )
        }
        return holders.first.map { LinkKey(site: $0, orderID: orderID) } ?? configured
    }

    /// Refuses to make a link for a former site.
    ///
    /// An order that the site has already goes on to its decision, which answers with the link that is there.
    func expectMakesLinks(_ key: LinkKey, _ arguments: Arguments) async throws(RPCError) {
        guard !sites.isConfigured(key.site), try await !hasLink(key) else { return }
        throw .unknownSite(
            arguments.sitePointer,
            "Site \(key.site.text) is no longer configured, and no links are made for it",
            among: sites.names
        )
    }

    /// What a new link of a site needs before its decision.
    ///
    /// Where `expectMakesLinks` lets an order of a former site pass, no link is made of it.
    func issuance(for site: SiteName) -> Issuance {
        sites.issuerOrAny(for: site).plan(random)
    }

    /// Not inlined: the frame of every call would have room for the link.
    @inline(never)
    private func hasLink(_ key: LinkKey) async throws(RPCError) -> Bool {
        try await ask(at: clock.now()) { (ledger) throws(LedgerError) in try await ledger.link(.key(key)) } != nil
    }
}

extension Arguments {
    fileprivate var sitePointer: String { pointer(to: LinkParameters.site.name) }
}

extension RPCError {
    fileprivate static func unknownSite(_ pointer: String, _ fact: String, among sites: [SiteName]) -> RPCError {
        RPCError(.unknownSite, "\(fact); use one of: \(list(sites)).", at: pointer)
    }

    fileprivate static func siteIsNeeded(_ pointer: String, _ reason: String, among sites: [SiteName]) -> RPCError {
        .invalidParameter(pointer, "`site` is needed, \(reason); use one of: \(list(sites)).")
    }

    private static func list(_ sites: [SiteName]) -> String { sites.map(\.text).joined(separator: ", ") }
}
