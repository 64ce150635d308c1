package import Journal
import NIOConcurrencyHelpers
package import PaymentLinks

/// The ledger of one machine: a journal on disk, and in memory the index of what it says.
///
/// One lock covers deciding, queueing and indexing, so that decisions, sequence numbers and records have one order. The
/// index runs ahead of the disk by what is being synced; every answer waits for the events that it rests on. Links are
/// read from the journal when they are asked for; a decision that needs one which is not in memory is taken again when it
/// is.
package final class JournalLedger: Ledger {
    let state: NIOLockedValueBox<LedgerState>
    let loader: LinkLoader
    let listeners: Listeners
    let vault: Vault
    let readers: BlockingThreads
    private let checkpointer: Checkpointer
    /// The journal, which the ledger closes.
    package let journal: Journal

    init(
        _ state: NIOLockedValueBox<LedgerState>,
        journal: Journal,
        _ checkpointer: Checkpointer,
        _ listeners: Listeners,
        _ vault: Vault
    ) throws {
        self.vault = vault
        self.listeners = listeners
        self.state = state
        self.journal = journal
        self.checkpointer = checkpointer
        loader = LinkLoader(journal.records, opening: vault)
        readers = try BlockingThreads(count: Self.readerCount)
    }

    /// Writes what is queued, closes the journal, and keeps the index for the next start; blocks.
    ///
    /// Nothing can be asked of the ledger afterwards.
    package func close() {
        listeners.end()
        journal.close()
        checkpointer.finish()
    }

    /// Enough to keep a disk busy that is slow, few enough not to crowd out two processors.
    private static let readerCount = 2

    /// How many links there are now.
    package var linkCount: Int { state.withLockedValue { $0.index.linkCount } }

    /// What is in memory at this moment; it stays as it is while writers go on.
    var snapshot: LedgerState { state.withLockedValue { $0 } }

    package func perform(_ order: LedgerOrder) async throws(LedgerError) -> Performed {
        do throws(LedgerError) {
            let performed = try await decide(order)
            try await durable(through: performed.restsOn)
            return performed
        } catch {
            // A refusal shows what it rests on, so it waits for that to be durable too. A row of a batch may be refused
            // for what a row before it was about to change: that is never recorded, and nothing to wait for.
            if case .refused(let refusal) = error {
                let last = state.withLockedValue { $0.index.seq }
                try await durable(through: min(refusal.restsOn, last))
            }
            throw error
        }
    }

    package func link(_ reference: LinkReference) async throws(LedgerError) -> Link? {
        let candidates = state.withLockedValue { $0.candidates(for: reference) }
        for candidate in candidates {
            let link = try await link(candidate)
            guard link.answers(to: reference) else { continue }
            try await durable(through: link.seq)
            return link
        }
        return nil
    }

    package func linkAtOnce(_ reference: LinkReference) -> Link? {
        let candidates = state.withLockedValue { $0.candidates(for: reference) }
        // One that is on its way to the file is not durable yet; and two candidates are rare enough to be left to `link`.
        guard candidates.count == 1, case .spot(let spot) = candidates[0],
            let link = try? loader.link(spot, .cached), link.answers(to: reference)
        else { return nil }
        return link
    }

    package func page<Shown: Sendable>(
        _ request: PageRequest,
        of filter: LinkFilter,
        at now: Instant,
        show: @escaping @Sendable (LinkPage) -> Shown
    ) async throws(LedgerError) -> Shown {
        let reader = PageReader(snapshot, loader, request, filter, now)
        let (seq, shown) = try await waiting { () throws(UnreadableRecord) in
            let page = try reader.page()
            return (page.seq, show(page))
        }
        try await durable(through: seq)
        return shown
    }

    package func status() async throws(LedgerError) -> LedgerStatus {
        let (seq, linkCount) = state.withLockedValue { ($0.index.seq, $0.index.linkCount) }
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

    /// Decides, and reads what the decision needs, until it has all.
    private func decide(_ order: LedgerOrder) async throws(LedgerError) -> Performed {
        var loaded = LoadedLinks()
        while true {
            switch state.withLockedValue({ attempt(order, loaded, on: &$0) }) {
            case .done(let result): return try result.get()
            case .missing(let missing): try await load(missing, into: &loaded)
            }
        }
    }

    private enum Attempt {
        case done(Result<Performed, LedgerError>)
        case missing([DecisionView.Missing])
    }

    private func attempt(_ order: LedgerOrder, _ loaded: LoadedLinks, on state: inout LedgerState) -> Attempt {
        let decision: Decision
        let found: [LinkKey: (row: UInt32, link: Link)]
        switch Self.decision(order, state, loaded) {
        case .missing(let missing): return .missing(missing)
        case .refused(let refusal): return .done(.failure(.refused(refusal)))
        case .decided(let it, let links): (decision, found) = (it, links)
        }
        switch decision {
        case .unchanged(let links):
            // That nothing was found rests on everything so far.
            let restsOn = links.isEmpty ? state.index.seq : nil
            return .done(.success(Performed(links.map { .init($0) }, statusAt: order.now, restsOn: restsOn)))
        case .replayed(let memo):
            let answers = memo.answers.map { Performed.Answer($0) }
            return .done(.success(Performed(answers, statusAt: memo.answeredAt, restsOn: memo.seq)))
        case .record(let events, let answers):
            if order.dryRun { return .done(.success(imagine(events, answers, found, order.now, seq: state.index.seq))) }
            return .done(record(events, answers, found, order, in: &state))
        }
    }

    private enum Verdict {
        case decided(Decision, found: [LinkKey: (row: UInt32, link: Link)])
        case refused(DecisionRefusal)
        case missing([DecisionView.Missing])
    }

    /// Apart, so that nothing holds on to a copy of the state when it changes.
    private static func decision(_ order: LedgerOrder, _ state: LedgerState, _ loaded: LoadedLinks) -> Verdict {
        let view = DecisionView(state, loaded)
        do throws(DecisionRefusal) {
            let decision = try order.command.decide(in: view, at: order.now)
            return view.missing.isEmpty ? .decided(decision, found: view.found) : .missing(view.missing)
        } catch {
            return view.missing.isEmpty ? .refused(error) : .missing(view.missing)
        }
    }

    /// Shows the links that would have been made, at the point of history at which they were decided on.
    private func imagine(
        _ events: [LinkEvent],
        _ answers: [LinkKey],
        _ found: [LinkKey: (row: UInt32, link: Link)],
        _ now: Instant,
        seq: UInt64
    ) -> Performed {
        var imagined: [LinkKey: Link] = [:]
        for case .generated(let generated) in events {
            imagined[generated.key] = Link(generated, at: now, seq: seq)
        }
        let shown = answers.map { key in
            if let link = imagined[key] { return Performed.Answer(link, isImagined: true) }
            guard let link = found[key]?.link else {
                preconditionFailure("only commands that make or answer links are tried out")
            }
            return Performed.Answer(link)
        }
        return Performed(shown, statusAt: now)
    }

    private func record(
        _ events: [LinkEvent],
        _ answers: [LinkKey],
        _ found: [LinkKey: (row: UInt32, link: Link)],
        _ order: LedgerOrder,
        in state: inout LedgerState
    ) -> Result<Performed, LedgerError> {
        let request = order.command.request
        let events = vault.naming(events, of: request)
        let payload = EventWriter.payload(
            of: events,
            time: order.now,
            caller: order.caller,
            request: request,
            vault: vault
        )
        let seq: UInt64
        do throws(JournalError) {
            seq = try journal.append(payload: payload.bytes, count: events.count)
        } catch {
            return .failure(LedgerError(error))
        }
        let links = state.record(
            DecidedRecord(
                seq: seq,
                time: order.now,
                events: events,
                answers: answers,
                request: request,
                found: found,
                payload: payload
            )
        )
        for case .erased(let erased) in events {
            vault.erase(erased.seals.map(Vault.Leaf.init), because: state.index.seq)
        }
        precondition(links.count == answers.count, "decided on an answer that its events did not make")
        return .success(Performed(links.map { .init($0) }, statusAt: order.now, restsOn: state.index.seq))
    }
}

extension Link {
    fileprivate func answers(to reference: LinkReference) -> Bool {
        switch reference {
        case .key(let key): self.key == key
        case .id(let id, let site): self.id == id && (site == nil || key.site == site)
        }
    }
}

extension LedgerError {
    init(_ error: JournalError) {
        switch error.code {
        case .busy: self = .busy
        case .closed: self = .closed
        case .outOfSpace: self = .storageFull
        default: self = .storageFailed
        }
    }
}
