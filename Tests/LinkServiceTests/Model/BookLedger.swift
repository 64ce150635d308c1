import Journal
@testable import LinkService
import PaymentLinks

/// The model of a ledger: whole links in memory and nothing else; no file, no index, and lists by a look at every link.
final class BookLedger: Ledger {
    private let book = Monitor(LinkBook())

    func perform(_ order: LedgerOrder) async throws(LedgerError) -> Performed {
        try book.withLock { (book) throws(LedgerError) in
            switch try Self.decision(order, in: book) {
            case .unchanged(let links): return Performed(links.map { .init($0) }, statusAt: order.now)
            case .replayed(let memo): return Performed(memo.answers.map { .init($0) }, statusAt: memo.answeredAt)
            case .record(let events, let answers):
                if order.dryRun { return Self.imagined(events, answers, in: book, at: order.now) }
                Self.fold(events, into: &book, at: order.now)
                if let request = order.command.request { book.remember(request, answers: answers, at: order.now) }
                return Performed(answers.compactMap(book.link(for:)).map { .init($0) }, statusAt: order.now)
            }
        }
    }

    private static func fold(_ events: [LinkEvent], into book: inout LinkBook, at now: Instant) {
        for event in events {
            do throws(FoldError) {
                try book.fold(event, at: now, seq: book.seq + 1)
            } catch {
                preconditionFailure("a decision contradicts the book: \(error)")
            }
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

    func link(_ reference: LinkReference) async throws(LedgerError) -> Link? {
        book.withLock { book in
            switch reference {
            case .key(let key): book.link(for: key)
            case .id(let id, let site): book.link(withID: id).flatMap { site == nil || $0.key.site == site ? $0 : nil }
            }
        }
    }

    func linkAtOnce(_ reference: LinkReference) -> Link? { nil }

    /// Events are told from records, of which the model has none.
    func events(_ request: EventRequest) async throws(LedgerError) -> EventPage { EventPage(seq: request.after) }

    func change(after seq: UInt64) async -> Bool { false }

    var durableSeq: UInt64 { book.withLock { $0.seq } }

    func erasePersonalData(_ order: ErasureOrder) async throws(LedgerError) -> Int {
        let keys = book.withLock { book in
            switch order.target {
            case .order(let orderID): [LinkKey(site: order.site, orderID: orderID)]
            case .email(let email):
                book.linksByCreation.filter { $0.key.site == order.site && $0.terms.customer.has(email) }.map(\.key)
            }
        }
        let command = EraseCommand(keys: keys, reason: order.reason)
        return try await perform(LedgerOrder(.erase(command), by: order.caller, at: order.now)).answers.count
    }

    func page(_ request: PageRequest, of filter: LinkFilter, at now: Instant) async throws(LedgerError) -> LinkPage {
        book.withLock { NaiveList.page(of: $0.linksByCreation, request, filter, at: now, seq: $0.seq) }
    }

    func status() async throws(LedgerError) -> LedgerStatus {
        book.withLock { book in
            LedgerStatus(
                seq: book.seq,
                linkCount: book.linkCount,
                journal: JournalExtent(seq: book.seq, byteCount: 0, head: "")
            )
        }
    }
}
