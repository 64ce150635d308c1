import Issuing
package import JSON
package import JSONRPC
package import PaymentLinks

/// `claimReminders`: hands out the reminders that are due.
package struct ClaimReminders: Method {
    package static let name = "claimReminders"
    package static let summary =
        "Hands out the second-chance mails that are due, each once and never again: send them, and confirm each."
    package static let parameters: [DeclaredParameter] = [LinkParameters.site.optional, limit.optional]
    package static let isSlow = true
    package static let result = Schema.named(ReminderSchema.claimed)
    package static let errors = DeclaredError.ofRecording + [.unknownSite]

    private static let limit = Parameter(
        "limit",
        ParameterType<Int>.integer(1...Int64(ServiceLimits.pageMax)),
        "How many at most; without it, \(ServiceLimits.pageStandard). An answer that grows too long has fewer."
    )

    package static func answerRoom(_ value: (_ parameter: String) -> JSONValue?, _ limits: ServiceLimits) -> Int {
        limits.pageRoom(asked: value(limit.name))
    }

    private let context: ServiceContext

    package init(_ context: ServiceContext) {
        self.context = context
    }

    package func call(_ arguments: Arguments, by caller: Caller) async throws(RPCError) -> [UInt8] {
        let named = try context.siteIfNamed(in: arguments)
        let limit = try arguments.optional(Self.limit) ?? ServiceLimits.pageStandard
        let now = context.clock.now()
        let byteCountMax = context.limits.pageBytesMax(of: limit, within: arguments.room)
        var claimed = Claimed(countLeft: limit, byteCountLeft: byteCountMax)
        for site in reminding(named) {
            for slot in ReminderSlot.allCases where !claimed.isFull {
                try await claim(slot, of: site, at: now, by: caller, into: &claimed)
            }
        }
        return encode(claimed.links, at: now)
    }

    /// What is handed out, and how much more fits: what was claimed is never handed out again, so it has to fit.
    private struct Claimed {
        var links: [Link] = []
        var countLeft: Int
        var byteCountLeft: Int

        var isFull: Bool { countLeft <= 0 || byteCountLeft <= 0 }
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
        at now: Instant,
        by caller: Caller,
        into claimed: inout Claimed
    ) async throws(RPCError) {
        let issuer = context.sites.issuer(of: site).name
        var filter = LinkFilter()
        filter.site = site
        filter.statuses = [.active]
        let creations = slot.creations(dueAt: now)
        filter.createdAfter = creations.oldest
        filter.createdBefore = Instant(milliseconds: creations.newest.milliseconds + 1)
        filter.reminderDueAt = now
        var after: UInt64?
        while !claimed.isFull {
            let request = PageRequest(
                order: .oldest,
                limit: claimed.countLeft,
                byteCountMax: claimed.byteCountLeft,
                after: after,
                withTotals: false,
                user: caller.uid
            )
            let due = filter
            let page = try await context.ask(at: now) { (ledger) throws(LedgerError) in
                try await ledger.page(request, of: due, at: now) { link in
                    let byteCount = byteCount(of: link, at: now)
                    return ((link, byteCount), byteCount)
                }
            }
            let wanted = page.links.filter { $0.0.issuer == issuer }
            claimed.byteCountLeft -= wanted.reduce(0) { $0 + $1.1 }
            for keys in wanted.map(\.0.key).byRecord {
                let request = LedgerRequest(.claimReminders(ClaimRemindersCommand(keys: keys)), by: caller, at: now)
                let links = try await context.ask(at: now) { (ledger) throws(LedgerError) in
                    try await ledger.perform(request)
                }.answers.map(\.link)
                claimed.links += links
                claimed.countLeft -= links.count
            }
            guard let next = page.next else { break }
            after = next
        }
    }

    private func byteCount(of link: Link, at now: Instant) -> Int {
        var writer = JSONWriter(reserving: JSONWriter.linkByteCount)
        writer.link(link, at: now, of: context.sites.profile(of: link.key.site))
        return writer.bytes.count + Self.frameByteCount
    }

    /// The bytes of a reminder beside its link.
    private static let frameByteCount = 128

    private func encode(_ links: [Link], at now: Instant) -> [UInt8] {
        var writer = JSONWriter(reserving: 64 + (JSONWriter.linkByteCount + Self.frameByteCount) * links.count)
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
