package import Journal
import NIOConcurrencyHelpers
package import PaymentLinks

/// The ledger of one machine: a journal on disk, and in memory the book that its events fold into.
///
/// One lock covers deciding, queueing and folding, so that decisions, sequence numbers and records have one order. The
/// book runs ahead of the disk by what is being synced; every answer waits for the events that it rests on.
package final class JournalLedger: Ledger {
    let book: NIOLockedValueBox<LinkBook>
    let vault: Vault
    private let journal: Journal

    /// Takes a journal, the book that its records were replayed into, and the vault that has begun.
    package init(journal: Journal, replayed: ReplayedBook, vault: Vault) {
        self.journal = journal
        self.vault = vault
        book = NIOLockedValueBox(replayed.book)
    }

    package func perform(_ order: LedgerOrder) async throws(LedgerError) -> Performed {
        let outcome = book.withLockedValue { attempt(order, on: &$0) }
        do throws(LedgerError) {
            let performed = try outcome.get()
            try await durable(through: performed.restsOn)
            return performed
        } catch {
            // A refusal shows what it rests on, so it waits for that to be durable too.
            if case .refused(let refusal) = error { try await durable(through: refusal.restsOn) }
            throw error
        }
    }

    package func link(_ reference: LinkReference) async throws(LedgerError) -> Link? {
        let link = book.withLockedValue { book in
            switch reference {
            case .key(let key): book.link(for: key)
            case .id(let id, let site): book.link(withID: id).flatMap { site == nil || $0.key.site == site ? $0 : nil }
            }
        }
        if let link { try await durable(through: link.seq) }
        return link
    }

    package func page(
        _ request: PageRequest,
        of filter: LinkFilter,
        at now: Instant
    ) async throws(LedgerError) -> LinkPage {
        let page = book.withLockedValue { $0.page(request, of: filter, at: now) }
        try await durable(through: page.seq)
        return page
    }

    package func status() async throws(LedgerError) -> LedgerStatus {
        let (seq, linkCount) = book.withLockedValue { ($0.seq, $0.linkCount) }
        try await durable(through: seq)
        let extent = journal.status
        return LedgerStatus(
            seq: seq,
            linkCount: linkCount,
            journal: JournalExtent(
                seq: extent.durableSeq,
                byteCount: extent.byteCount,
                head: extent.head.description
            )
        )
    }

    /// Keeps the type of what is thrown across the lock, which does not.
    private func attempt(_ order: LedgerOrder, on book: inout LinkBook) -> Result<Performed, LedgerError> {
        do throws(LedgerError) {
            return .success(try decide(order, on: &book))
        } catch {
            return .failure(error)
        }
    }

    private func decide(_ order: LedgerOrder, on book: inout LinkBook) throws(LedgerError) -> Performed {
        let decision: Decision
        do throws(DecisionRefusal) {
            decision = try order.command.decide(in: book, at: order.now)
        } catch {
            throw .refused(error)
        }
        switch decision {
        case .unchanged(let link): return Performed(link: link, statusAt: order.now)
        case .replayed(let memo):
            return Performed(link: memo.answer, statusAt: memo.answeredAt, restsOn: memo.seq)
        case .record(let events, let answer):
            if order.dryRun { return imagine(events, answer, at: order.now, in: book) }
            let events = vault.naming(events, of: order.command.request)
            let payload = EventWriter.payload(
                of: events,
                time: order.now,
                caller: order.caller,
                request: order.command.request,
                vault: vault
            )
            let seq = try append(payload, count: events.count)
            return try fold(events, of: order, answer: answer, from: seq, into: &book)
        }
    }

    /// Shows the link that would have been made, at the point of history at which it was decided on.
    private func imagine(_ events: [LinkEvent], _ answer: LinkKey, at now: Instant, in book: LinkBook) -> Performed {
        if case .generated(let generated) = events.last {
            return Performed(link: Link(generated, at: now, seq: book.seq), statusAt: now, isImagined: true)
        }
        guard let link = book.link(for: answer) else {
            preconditionFailure("only commands that make or answer a link are tried out")
        }
        return Performed(link: link, statusAt: now)
    }

    private func fold(
        _ events: [LinkEvent],
        of order: LedgerOrder,
        answer: LinkKey,
        from seq: UInt64,
        into book: inout LinkBook
    ) throws(LedgerError) -> Performed {
        for (index, event) in events.enumerated() {
            do throws(FoldError) {
                try book.fold(event, at: order.now, seq: seq + UInt64(index))
            } catch {
                preconditionFailure("decided on events that do not follow from the book: \(error)")
            }
        }
        if let request = order.command.request { book.remember(request, answer: answer, at: order.now) }
        guard let link = book.link(for: answer) else {
            preconditionFailure("decided on an answer that its events did not make")
        }
        return Performed(link: link, statusAt: order.now, restsOn: book.seq)
    }

    func append(_ payload: [UInt8], count: Int) throws(LedgerError) -> UInt64 {
        do throws(JournalError) {
            return try journal.append(payload: payload, count: count)
        } catch {
            throw LedgerError(error)
        }
    }

    func durable(through seq: UInt64) async throws(LedgerError) {
        do throws(JournalError) {
            try await journal.durable(through: seq)
        } catch {
            throw LedgerError(error)
        }
    }
}

extension LedgerError {
    fileprivate init(_ error: JournalError) {
        switch error.code {
        case .busy: self = .busy
        case .closed: self = .closed
        case .outOfSpace: self = .storageFull
        default: self = .storageFailed
        }
    }
}
