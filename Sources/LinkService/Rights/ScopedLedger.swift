import PaymentLinks

/// A ledger as one caller sees it through one method: only the links of the sites that the caller may work with.
///
/// The one place where rights meet links. A link of another site is no link: whoever asks for it gets the answer that an
/// unknown one gets, and lists, totals, events and counts leave it out. The rights are looked up at each question, so a
/// call that waits is answered by those of the moment in which it is.
struct ScopedLedger: Ledger {
    let whole: any Ledger
    /// What the caller may do now; nil for nothing.
    let scope: @Sendable () -> Rights.Scope?

    func perform(_ order: LedgerRequest) async throws(LedgerError) -> CommandOutcome {
        try await check(order.command)
        return try await whole.perform(order)
    }

    func erasePersonalData(_ order: ErasureRequest) async throws(LedgerError) -> (erased: Int, unreadable: Int) {
        guard sees(order.site) else { throw .notAllowed }
        return try await whole.erasePersonalData(order)
    }

    func link(_ reference: LinkReference) async throws(LedgerError) -> Link? {
        guard let link = try await whole.link(reference), sees(link.key.site) else { return nil }
        return link
    }

    func page<Item: Sendable>(
        _ request: PageRequest,
        of filter: LinkFilter,
        at now: Instant,
        show: @escaping @Sendable (Link) -> (item: Item, byteCount: Int)
    ) async throws(LedgerError) -> LinkPage<Item> {
        guard let scope = scope() else { throw .notAllowed }
        var filter = filter
        filter.sites = scope.sites
        return try await whole.page(request, of: filter, at: now, show: show)
    }

    func events(_ request: EventRequest) async throws(LedgerError) -> EventPage {
        guard let scope = scope() else { throw .notAllowed }
        return try await whole.events(request.within(scope.sites))
    }

    func change(after seq: UInt64) async -> Bool { await whole.change(after: seq) }

    var durableSeq: UInt64 { whole.durableSeq }

    func status() async throws(LedgerError) -> LedgerStatus {
        LedgerStatus(seq: try await whole.status().seq, linksBySite: linkCountsBySite)
    }

    var linkCount: Int { linkCountsBySite.values.reduce(0) { $0 + $1.total } }

    var linkCountsBySite: [SiteName: LinkCounts] { whole.linkCountsBySite.filter { sees($0.key) } }

    // What only the daemon itself does, no caller does.

    func recordExpiries(_ clock: any WallClock, by caller: Caller) async throws(LedgerError) -> Int {
        throw .notAllowed
    }

    func linksAwaitingIssuance(of site: SiteName) async throws(LedgerError) -> [Link] { throw .notAllowed }

    func attempts(of key: LinkKey) async throws(LedgerError) -> [Link] { throw .notAllowed }

    func stopListening() {}

    func close() {}
}

extension ScopedLedger {
    private func sees(_ site: SiteName) -> Bool { scope()?.allows(site) ?? false }

    /// Refuses what goes beyond the caller's sites or amounts.
    ///
    /// What a link asks for never changes, so what is read here still holds when the command is decided.
    private func check(_ command: Command) async throws(LedgerError) {
        switch command {
        case .generate(let command): try check(command)
        case .generateBatch(let batch): for row in batch.rows { try check(row.command) }
        case .duplicate(let command):
            guard sees(command.source.site) else { throw .notAllowed }
            guard let source = try await whole.link(.key(command.source)) else { return }
            let money = source.terms.money
            if command.supersede { try check(money.amount, money.currency, command.source.site) }
            let amount = command.overrides.amount ?? money.amount
            try check(amount, command.overrides.currency ?? money.currency, command.source.site)
        case .update(let command): try await check(command.key)
        case .cancel(let command): try await check(command.key)
        case .recordPayment(let command): try await check(command.key)
        // The customer opens a link, not the caller, so its amount is no matter.
        case .open(let command):
            guard try await link(.id(command.id, site: nil)) != nil else { throw .refused(.unknownToken) }
        case .claimReminders(let command):
            guard command.keys.allSatisfy({ sees($0.site) }) else { throw .notAllowed }
        case .confirmReminder(let command):
            guard try await link(.id(command.id.linkID, site: nil)) != nil else { throw .refused(command.unknown) }
        // Only the daemon itself sends these.
        case .expire, .recordIssuance, .erase, .applyReport: throw .notAllowed
        }
    }

    /// Refuses to change a link that asks for more than the caller may make one for.
    private func check(_ key: LinkKey) async throws(LedgerError) {
        guard sees(key.site) else { throw .notAllowed }
        guard let link = try await whole.link(.key(key)) else { return }
        try check(link.terms.money.amount, link.terms.money.currency, key.site)
    }

    private func check(_ command: GenerateCommand) throws(LedgerError) {
        try check(command.terms.money.amount, command.terms.money.currency, command.key.site)
    }

    private func check(_ amount: Int64, _ currency: Currency, _ site: SiteName) throws(LedgerError) {
        guard scope()?.allows(amount, currency, for: site) ?? false else { throw .notAllowed }
    }
}
