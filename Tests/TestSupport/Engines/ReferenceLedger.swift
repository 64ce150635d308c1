import JSON
import JournalLedger
import KeyVault
package import PaymentLinks
import Storage
import SystemPackage

/// The reference engine: whole links in memory and nothing else; no file, no index, and lists by a look at every link.
///
/// Everything is durable at once. Events are told in the words of the journal, for which it has keys of its own.
package final class ReferenceLedger: Ledger {
    private let book: Monitor<Contents>
    private let listeners = Listeners()

    /// Everything that is kept.
    package struct Contents: Sendable {
        fileprivate var links = ReferenceBook()
        fileprivate var events: [RecordedEvent] = []
        fileprivate let vault: KeyVault

        /// Nothing yet.
        package init() throws {
            vault = KeyVault(directory: "/keys", disk: SimulatedDisk())
            _ = try vault.begin(KeyVault.Use())
        }
    }

    /// Goes on from what a ledger kept.
    package init(_ contents: Contents) {
        book = Monitor(contents)
    }

    /// Begins with nothing.
    package convenience init() throws {
        self.init(try Contents())
    }

    /// All of it as it is, to go back to.
    package var contents: Contents {
        get { book.withLock { $0 } }
        set { book.withLock { $0 = newValue } }
    }

    package func perform(_ request: LedgerRequest) async throws(LedgerError) -> CommandOutcome {
        let outcome = try book.withLock { (contents) throws(LedgerError) in
            switch try Self.decision(request, in: contents.links) {
            case .unchanged(let links): return CommandOutcome(links.map { .init($0) }, statusAt: request.now)
            case .replayed(let record):
                return CommandOutcome(
                    record.answers.map { .init($0) },
                    statusAt: record.answeredAt,
                    notes: record.notes
                )
            case .record(let events, let answers):
                let notes = contents.links.notes(on: events, of: request.command, at: request.now)
                if request.dryRun { return Self.preview(events, answers, notes, in: contents.links, at: request.now) }
                contents.record(events, request)
                if let identity = request.command.request {
                    contents.links.remember(identity, answers: answers, notes: notes, at: request.now)
                }
                let links = answers.compactMap(contents.links.link(for:))
                return CommandOutcome(links.map { .init($0) }, statusAt: request.now, isRecorded: true, notes: notes)
            }
        }
        listeners.notify()
        return outcome
    }

    /// What a dry run makes is shown as if it were there, at the point of history at which it was decided; everything
    /// else as it is.
    private static func preview(
        _ events: [LinkEvent],
        _ answers: [LinkKey],
        _ notes: [OrderNote],
        in book: ReferenceBook,
        at now: Instant
    ) -> CommandOutcome {
        let made = events.imagined(at: now, seq: book.seq)
        let shown = answers.compactMap { key in
            made[key].map { CommandOutcome.Answer($0, isDryRun: true) }
                ?? book.link(for: key).map { CommandOutcome.Answer($0) }
        }
        return CommandOutcome(shown, statusAt: now, notes: notes)
    }

    private static func decision(_ request: LedgerRequest, in book: ReferenceBook) throws(LedgerError) -> Decision {
        do throws(DecisionRefusal) {
            return try request.command.decide(in: book, at: request.now)
        } catch {
            throw .refused(error)
        }
    }

    /// Takes in what another ledger has recorded, without telling it as events.
    package func take(_ events: [LinkEvent], at time: Instant) throws(FoldError) {
        try book.withLock { (contents) throws(FoldError) in
            for event in events { try contents.links.fold(event, at: time, seq: contents.links.seq + 1) }
        }
    }

    package func link(_ reference: LinkReference) async throws(LedgerError) -> Link? {
        book.withLock { contents in
            let book = contents.links
            switch reference {
            case .key(let key): return book.link(for: key)
            case .id(let id, let site):
                return book.link(withID: id).flatMap { site == nil || $0.key.site == site ? $0 : nil }
            }
        }
    }

    package func events(_ request: EventRequest) async throws(LedgerError) -> EventPage {
        book.withLock { contents in
            // The first event has the number 1.
            let rest = contents.events.dropFirst(Int(min(request.after, UInt64(contents.events.count))))
            let wanted = rest.lazy.filter { event in
                guard let type = event.text("type").flatMap(EventType.init(rawValue:)) else { return false }
                return request.matches(type, site: event.text("site") ?? "")
            }
            let events = Array(wanted.prefix(request.limit))
            // A page that is full reaches to its last event, and any other to the end.
            let seq = events.count == request.limit ? events.last?.seq : contents.links.seq
            return EventPage(events: events, seq: seq ?? 0)
        }
    }

    package func change(after seq: UInt64) async -> Bool {
        await listeners.wait { self.durableSeq > seq }
    }

    /// How many wait for a change now.
    package var listenerCount: Int { listeners.count }

    package func stopListening() { listeners.end() }

    package func close() { listeners.end() }

    package var linkCount: Int { book.withLock { $0.links.linkCount } }

    package var linkCountsBySite: [SiteName: LinkCounts] {
        book.withLock { contents in
            contents.links.linksByCreation.reduce(into: [:]) { counts, link in
                counts[link.key.site, default: LinkCounts()][link.recordedStatus] += 1
            }
        }
    }

    package func recordExpiries(_ clock: any WallClock, by caller: Caller) async throws(LedgerError) -> Int {
        let now = clock.now()
        let due = book.withLock { contents in
            contents.links.linksByCreation.filter { $0.recordedStatus.isPayable && $0.expiresAt <= now }.map(\.key)
        }
        guard !due.isEmpty else { return 0 }
        _ = try await perform(LedgerRequest(.expire(due), by: caller, at: now))
        return due.count
    }

    /// Whether there is a link whose time is up, and of which no event says so.
    package func hasDueLinks(at now: Instant) -> Bool {
        book.withLock { contents in
            contents.links.linksByCreation.contains { $0.recordedStatus == .active && $0.expiresAt <= now }
        }
    }

    package var durableSeq: UInt64 { book.withLock { $0.links.seq } }

    package func linksAwaitingIssuance(of site: SiteName) async throws(LedgerError) -> [Link] {
        book.withLock { $0.links.linksByCreation.filter { $0.key.site == site && $0.awaitsIssuance } }
    }

    package func attempts(of key: LinkKey) async throws(LedgerError) -> [Link] {
        book.withLock { $0.links.attempts(of: key) }
    }

    package func erasePersonalData(_ request: ErasureRequest) async throws(LedgerError) -> (
        erased: Int, unreadable: Int
    ) {
        let keys = book.withLock { contents in
            switch request.target {
            case .order(let orderID): [LinkKey(site: request.site, orderID: orderID)]
            case .email(let email):
                contents.links.linksByCreation
                    .filter { $0.key.site == request.site && $0.terms.customer.has(email) }.map(\.key)
            }
        }
        let command = EraseCommand(keys: keys, reason: request.reason)
        let outcome = try await perform(LedgerRequest(.erase(command), by: request.caller, at: request.now))
        return (outcome.answers.count, 0)
    }

    package func page<Item: Sendable>(
        _ request: PageRequest,
        of filter: LinkFilter,
        at now: Instant,
        show: @escaping @Sendable (Link) -> (item: Item, byteCount: Int)
    ) async throws(LedgerError) -> LinkPage<Item> {
        let page = book.withLock {
            NaiveList.page(of: $0.links.linksByCreation, request, filter, at: now, seq: $0.links.seq)
        }
        var items: [Item] = []
        var byteCount = 0
        for link in page.links where byteCount < request.byteCountMax {
            let shown = show(link)
            items.append(shown.item)
            byteCount += shown.byteCount
        }
        let next = items.count < page.links.count ? page.links[items.count - 1].createdSeq : page.next
        return LinkPage(links: items, next: next, totals: page.totals, seq: page.seq)
    }

    package func status() async throws(LedgerError) -> LedgerStatus {
        let links = linkCountsBySite
        return book.withLock { LedgerStatus(seq: $0.links.seq, linksBySite: links) }
    }
}

extension ReferenceLedger.Contents {
    /// Folds in the events of one change, and keeps them as they are told.
    fileprivate mutating func record(_ events: [LinkEvent], _ request: LedgerRequest) {
        let identity = request.command.request
        guard let named = vault.naming(events, of: identity) else {
            preconditionFailure("a vault without a journal has leaves for any test")
        }
        let first = links.seq + 1
        do {
            self.events += try EventWriter.recorded(
                named,
                from: first,
                time: request.now,
                caller: request.caller,
                request: identity,
                vault: vault
            )
            for event in named { try links.fold(event, at: request.now, seq: links.seq + 1) }
        } catch {
            preconditionFailure("a decision contradicts the book: \(error)")
        }
    }
}

extension RecordedEvent {
    fileprivate func text(_ name: String) -> String? {
        members.first { $0.name == name }.flatMap { try? JSONDocument(parsing: $0.value).root.string }
    }
}
