import Issuing
import JSON
package import JSONRPC
package import PaymentLinks

/// `claimReminders`: hands out the reminders that are due.
package struct ClaimReminders: Method {
    package static let name = "claimReminders"
    package static let summary =
        "Hands out the second-chance mails that are due, each once and never again: send them, and confirm each."
    package static let parameters: [DeclaredParameter] = [LinkParameters.site.optional, limit.optional]
    package static let result = Schema.named(ReminderSchema.claimed)
    package static let errors = DeclaredError.ofRecording + [.unknownSite]

    private static let limit = Parameter(
        "limit",
        ParameterType<Int>.integer(1...Int64(ServiceLimits.pageMax)),
        "How many at most; without it, \(ServiceLimits.pageStandard)."
    )

    private let context: ServiceContext

    package init(_ context: ServiceContext) {
        self.context = context
    }

    package func call(_ arguments: Arguments, by caller: Caller) async throws(RPCError) -> [UInt8] {
        let named = try context.siteIfNamed(in: arguments)
        let limit = try arguments.optional(Self.limit) ?? ServiceLimits.pageStandard
        let now = context.clock.now()
        var claimed: [Link] = []
        for site in reminding(named) {
            for slot in ReminderSlot.allCases where claimed.count < limit {
                claimed += try await claim(slot, of: site, atMost: limit - claimed.count, at: now, by: caller)
            }
        }
        return encode(claimed, at: now)
    }

    /// The sites whose reminders are made here: those with the switch, but for payment services, which send their own.
    private func reminding(_ named: SiteName?) -> [SiteName] {
        context.sites.names.filter { site in
            (named == nil || named == site) && context.sites.profile(of: site).sendsReminders
                && context.sites.issuer(of: site).service == nil
        }
    }

    /// Claims the due reminders of one slot, oldest first.
    ///
    /// Looks at every link that was made within the twelve hours of the slot and can be paid.
    private func claim(
        _ slot: ReminderSlot,
        of site: SiteName,
        atMost limit: Int,
        at now: Instant,
        by caller: Caller
    ) async throws(RPCError) -> [Link] {
        let issuer = context.sites.issuer(of: site).name
        var filter = LinkFilter()
        filter.site = site
        filter.statuses = [.active]
        let creations = slot.creations(dueAt: now)
        filter.createdAfter = creations.oldest
        filter.createdBefore = Instant(milliseconds: creations.newest.milliseconds + 1)
        filter.reminderDueAt = now
        var claimed: [Link] = []
        var after: UInt64?
        while claimed.count < limit {
            let request = PageRequest(
                order: .oldest,
                limit: limit - claimed.count,
                after: after,
                withTotals: false,
                user: caller.uid
            )
            let due = filter
            let page = try await context.ask(at: now) { (ledger) throws(LedgerError) in
                try await ledger.page(request, of: due, at: now) { ($0, 0) }
            }
            let keys = page.links.filter { $0.issuer == issuer }.map(\.key)
            for keys in keys.byRecord {
                let request = LedgerRequest(.claimReminders(ClaimRemindersCommand(keys: keys)), by: caller, at: now)
                claimed += try await context.ask(at: now) { (ledger) throws(LedgerError) in
                    try await ledger.perform(request)
                }.answers.map(\.link)
            }
            guard let next = page.next else { break }
            after = next
        }
        return claimed
    }

    private func encode(_ links: [Link], at now: Instant) -> [UInt8] {
        var writer = JSONWriter(reserving: 64 + (JSONWriter.linkByteCount + 128) * links.count)
        writer.object { writer in
            writer.array("reminders") { writer in
                for link in links {
                    guard let slot = ReminderSlot(createdAt: link.createdAt, now: now) else { continue }
                    writer.object { writer in
                        writer.member("reminderId", ReminderID(linkID: link.id, slot: slot).text)
                        writer.member("slot", slot.rawValue)
                        writer.key("link")
                        writer.link(link, at: now, of: context.sites.profile(of: link.key.site))
                    }
                }
            }
        }
        return writer.bytes
    }
}
