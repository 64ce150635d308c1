package import Journal
import KeyVault
import NIOConcurrencyHelpers
package import PaymentLinks
import Storage

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
    let vault: KeyVault
    let readers: ThreadPool
    private let checkpointer: Checkpointer
    /// The journal, which the ledger closes.
    package let journal: Journal

    init(
        _ state: NIOLockedValueBox<LedgerState>,
        journal: Journal,
        _ checkpointer: Checkpointer,
        _ listeners: Listeners,
        _ vault: KeyVault
    ) throws {
        self.vault = vault
        self.listeners = listeners
        self.state = state
        self.journal = journal
        self.checkpointer = checkpointer
        loader = LinkLoader(journal.records, opening: vault)
        readers = try ThreadPool(count: Self.readerCount)
    }

    /// Also keeps the index for the next start.
    package func close() {
        listeners.end()
        journal.close()
        checkpointer.finish()
    }

    /// Enough to keep a disk busy that is slow, few enough not to crowd out two processors.
    private static let readerCount = 2

    package var linkCount: Int { state.withLockedValue { $0.index.linkCount } }

    /// What is in memory at this moment; it stays as it is while writers go on.
    var snapshot: LedgerState { state.withLockedValue { $0 } }

    package func perform(_ order: LedgerRequest) async throws(LedgerError) -> CommandOutcome {
        do throws(LedgerError) {
            let outcome = try await decide(order)
            try await durable(through: outcome.restsOn)
            return outcome
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
        return LedgerStatus(seq: seq, linkCount: linkCount)
    }

    /// Decides, and reads what the decision needs, until it has all.
    private func decide(_ order: LedgerRequest) async throws(LedgerError) -> CommandOutcome {
        var loaded = LoadedLinks()
        while true {
            switch state.withLockedValue({ attempt(order, loaded, on: &$0) }) {
            case .done(let result): return try result.get()
            case .missing(let missing): try await load(missing, into: &loaded)
            }
        }
    }

    private enum Attempt {
        case done(Result<CommandOutcome, LedgerError>)
        case missing([DecisionView.Missing])
    }

    private func attempt(_ order: LedgerRequest, _ loaded: LoadedLinks, on state: inout LedgerState) -> Attempt {
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
            return .done(.success(CommandOutcome(links.map { .init($0) }, statusAt: order.now, restsOn: restsOn)))
        case .replayed(let memo):
            let answers = memo.answers.map { CommandOutcome.Answer($0) }
            return .done(.success(CommandOutcome(answers, statusAt: memo.answeredAt, restsOn: memo.seq)))
        case .record(let events, let answers):
            if order.dryRun { return .done(.success(preview(events, answers, found, order.now, seq: state.index.seq))) }
            return .done(record(events, answers, found, order, in: &state))
        }
    }

    private enum Verdict {
        case decided(Decision, found: [LinkKey: (row: UInt32, link: Link)])
        case refused(DecisionRefusal)
        case missing([DecisionView.Missing])
    }

    /// Apart, so that nothing holds on to a copy of the state when it changes.
    private static func decision(_ order: LedgerRequest, _ state: LedgerState, _ loaded: LoadedLinks) -> Verdict {
        let view = DecisionView(state, loaded)
        do throws(DecisionRefusal) {
            let decision = try order.command.decide(in: view, at: order.now)
            return view.missing.isEmpty ? .decided(decision, found: view.found) : .missing(view.missing)
        } catch {
            return view.missing.isEmpty ? .refused(error) : .missing(view.missing)
        }
    }

    /// Shows the links that would have been made, at the point of history at which they were decided on.
    private func preview(
        _ events: [LinkEvent],
        _ answers: [LinkKey],
        _ found: [LinkKey: (row: UInt32, link: Link)],
        _ now: Instant,
        seq: UInt64
    ) -> CommandOutcome {
        var made: [LinkKey: Link] = [:]
        for case .generated(let generated) in events {
            made[generated.key] = Link(generated, at: now, seq: seq)
        }
        let shown = answers.map { key in
            if let link = made[key] { return CommandOutcome.Answer(link, isDryRun: true) }
            guard let link = found[key]?.link else {
                preconditionFailure("only commands that make or answer links are tried out")
            }
            return CommandOutcome.Answer(link)
        }
        return CommandOutcome(shown, statusAt: now)
    }

    private func record(
        _ events: [LinkEvent],
        _ answers: [LinkKey],
        _ found: [LinkKey: (row: UInt32, link: Link)],
        _ order: LedgerRequest,
        in state: inout LedgerState
    ) -> Result<CommandOutcome, LedgerError> {
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
            vault.erase(erased.keyIDs.map(KeyVault.Leaf.init), because: state.index.seq)
        }
        precondition(links.count == answers.count, "decided on an answer that its events did not make")
        return .success(CommandOutcome(links.map { .init($0) }, statusAt: order.now, restsOn: state.index.seq))
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
