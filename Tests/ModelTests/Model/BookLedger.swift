import JSONRPC
import Journal
@testable import LinkService
import PaymentLinks

/// The model of a ledger: whole links in memory and nothing else; no file, no index, and lists by a look at every link.
final class BookLedger: Ledger {
    private let book = Monitor(Contents())

    /// Everything that is kept.
    struct Contents {
        fileprivate var links = LinkBook()
        fileprivate var changes: [Change] = []
    }

    /// All of it as it is, to go back to.
    var contents: Contents {
        get { book.withLock { $0 } }
        set { book.withLock { $0 = newValue } }
    }

    /// An event without what it says: that is taken from records, of which the model has none.
    fileprivate struct Change {
        let seq: UInt64
        let event: LinkEvent
        let order: LedgerOrder
    }

    func perform(_ order: LedgerOrder) async throws(LedgerError) -> Performed {
        try book.withLock { (contents) throws(LedgerError) in
            switch try Self.decision(order, in: contents.links) {
            case .unchanged(let links): return Performed(links.map { .init($0) }, statusAt: order.now)
            case .replayed(let memo): return Performed(memo.answers.map { .init($0) }, statusAt: memo.answeredAt)
            case .record(let events, let answers):
                if order.dryRun { return Self.imagined(events, answers, in: contents.links, at: order.now) }
                let request = order.command.request
                for event in Self.naming(events, of: request) { contents.fold(event, order) }
                if let request { contents.links.remember(request, answers: answers, at: order.now) }
                let links = answers.compactMap(contents.links.link(for:))
                return Performed(links.map { .init($0) }, statusAt: order.now)
            }
        }
    }

    /// Notes where a request that made nothing said who pays, since that is something to erase.
    private static func naming(_ events: [LinkEvent], of request: RequestIdentity?) -> [LinkEvent] {
        let madeSomeone = events.contains { event in
            if case .generated(let generated) = event { !generated.terms.customer.isEmpty } else { false }
        }
        guard !madeSomeone, let request, request.fingerprint.hasPersonalData else { return events }
        let last = events.lastIndex { if case .answered = $0 { true } else { false } }
        return events.enumerated().map { (position, event) in
            guard position == last else { return event }
            return .answered(LinkAnswered(key: event.key, seal: SealName(keys: 0, number: 0)))
        }
    }

    /// What a dry run makes is shown as if it were there, at the point of history at which it was decided; everything
    /// else as it is.
    private static func imagined(
        _ events: [LinkEvent],
        _ answers: [LinkKey],
        in book: LinkBook,
        at now: Instant
    ) -> Performed {
        var made: [LinkKey: Link] = [:]
        for case .generated(let generated) in events { made[generated.key] = Link(generated, at: now, seq: book.seq) }
        let shown = answers.compactMap { key in
            made[key].map { Performed.Answer($0, isImagined: true) } ?? book.link(for: key).map { Performed.Answer($0) }
        }
        return Performed(shown, statusAt: now)
    }

    private static func decision(_ order: LedgerOrder, in book: LinkBook) throws(LedgerError) -> Decision {
        do throws(DecisionRefusal) {
            return try order.command.decide(in: book, at: order.now)
        } catch {
            throw .refused(error)
        }
    }

    /// Takes in what another ledger has recorded, without the events.
    func take(_ change: RecordedChange) throws(FoldError) {
        try book.withLock { (contents) throws(FoldError) in
            for event in change.events {
                try contents.links.fold(event, at: change.time, seq: contents.links.seq + 1)
            }
        }
    }

    func link(_ reference: LinkReference) async throws(LedgerError) -> Link? {
        book.withLock { contents in
            let book = contents.links
            switch reference {
            case .key(let key): return book.link(for: key)
            case .id(let id, let site):
                return book.link(withID: id).flatMap { site == nil || $0.key.site == site ? $0 : nil }
            }
        }
    }

    func linkAtOnce(_ reference: LinkReference) -> Link? { nil }

    func events(_ request: EventRequest) async throws(LedgerError) -> EventPage {
        book.withLock { contents in
            // The first change has the number 1.
            let rest = contents.changes.dropFirst(Int(min(request.after, UInt64(contents.changes.count))))
            let wanted = rest.lazy.filter { request.matches(EventType(of: $0.event), site: $0.event.key.site.text) }
            let events = Array(wanted.prefix(request.limit).map(\.recorded))
            // A page that is full reaches to its last event, and any other to the end.
            let seq = events.count == request.limit ? events.last?.seq : contents.links.seq
            return EventPage(events: events, seq: seq ?? 0)
        }
    }

    func change(after seq: UInt64) async -> Bool { false }

    /// Whether there is a link whose time is up, and of which no event says so.
    func hasDueLinks(at now: Instant) -> Bool {
        book.withLock { contents in
            contents.links.linksByCreation.contains { $0.recorded == .active && $0.expiresAt <= now }
        }
    }

    var durableSeq: UInt64 { book.withLock { $0.links.seq } }

    func erasePersonalData(_ order: ErasureOrder) async throws(LedgerError) -> Int {
        let keys = book.withLock { contents in
            switch order.target {
            case .order(let orderID): [LinkKey(site: order.site, orderID: orderID)]
            case .email(let email):
                contents.links.linksByCreation
                    .filter { $0.key.site == order.site && $0.terms.customer.has(email) }.map(\.key)
            }
        }
        let command = EraseCommand(keys: keys, reason: order.reason)
        return try await perform(LedgerOrder(.erase(command), by: order.caller, at: order.now)).answers.count
    }

    func page<Shown: Sendable>(
        _ request: PageRequest,
        of filter: LinkFilter,
        at now: Instant,
        show: @escaping @Sendable (LinkPage) -> Shown
    ) async throws(LedgerError) -> Shown {
        show(
            book.withLock { NaiveList.page(of: $0.links.linksByCreation, request, filter, at: now, seq: $0.links.seq) }
        )
    }

    func status() async throws(LedgerError) -> LedgerStatus {
        book.withLock { contents in
            let book = contents.links
            return LedgerStatus(
                seq: book.seq,
                linkCount: book.linkCount,
                journal: JournalExtent(seq: book.seq, byteCount: 0, head: "")
            )
        }
    }
}

extension BookLedger.Contents {
    /// Folds an event in and keeps it, with what names its link.
    fileprivate mutating func fold(_ event: LinkEvent, _ order: LedgerOrder) {
        let seq = links.seq + 1
        do throws(FoldError) {
            try links.fold(event, at: order.now, seq: seq)
        } catch {
            preconditionFailure("a decision contradicts the book: \(error)")
        }
        changes.append(BookLedger.Change(seq: seq, event: event, order: order))
    }
}

extension BookLedger.Change {
    /// The change with what every event begins with.
    fileprivate var recorded: RecordedEvent {
        let texts = [
            ("type", EventType(of: event).rawValue), ("site", event.key.site.text), ("orderId", event.key.orderID.text),
        ]
        let members = texts.map { (name, text) in
            var writer = JSONWriter()
            writer.value(text)
            return (name: name, value: writer.bytes)
        }
        return RecordedEvent(seq: seq, time: order.now.text, caller: order.caller, members: members)
    }
}
