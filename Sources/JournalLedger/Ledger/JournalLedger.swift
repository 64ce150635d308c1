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

    package func perform(_ request: LedgerRequest) async throws(LedgerError) -> CommandOutcome {
        do throws(LedgerError) {
            let outcome = try await decide(request)
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
    private func decide(_ request: LedgerRequest) async throws(LedgerError) -> CommandOutcome {
        var loaded = LoadedLinks()
        while true {
            switch state.withLockedValue({ attempt(request, loaded, on: &$0) }) {
            case .done(let result): return try result.get()
            case .missing(let missing): try await load(missing, into: &loaded)
            }
        }
    }

    private enum Attempt {
        case done(Result<CommandOutcome, LedgerError>)
        case missing([DecisionView.Missing])
    }

    private func attempt(_ request: LedgerRequest, _ loaded: LoadedLinks, on state: inout LedgerState) -> Attempt {
        let decided: Decided
        do throws(Undecided) {
            decided = try Self.decision(request, state, loaded)
        } catch {
            switch error {
            case .missing(let missing): return .missing(missing)
            case .refused(let refusal): return .done(.failure(.refused(refusal)))
            }
        }
        let now = request.now
        switch decided.decision {
        case .unchanged(let links):
            // That nothing was found rests on everything so far.
            let restsOn = links.isEmpty ? state.index.seq : nil
            return .done(.success(CommandOutcome(links.map { .init($0) }, statusAt: now, restsOn: restsOn)))
        case .replayed(let earlier):
            let answers = earlier.answers.map { CommandOutcome.Answer($0) }
            return .done(.success(CommandOutcome(answers, statusAt: earlier.answeredAt, restsOn: earlier.seq)))
        case .record(let events, let answers):
            if request.dryRun {
                return .done(.success(preview(events, answers, decided.found, now, seq: state.index.seq)))
            }
            return .done(record(events, answers, decided.found, request, in: &state))
        }
    }

    private struct Decided {
        let decision: Decision
        let found: [LinkKey: (row: UInt32, link: Link)]
    }

    private enum Undecided: Error {
        case refused(DecisionRefusal)
        case missing([DecisionView.Missing])
    }

    /// Decides on a copy of the state.
    ///
    /// A function of its own, so that the copy is released before `state` changes: otherwise the index is copied
    /// (copy-on-write).
    private static func decision(
        _ request: LedgerRequest,
        _ state: LedgerState,
        _ loaded: LoadedLinks
    ) throws(Undecided) -> Decided {
        let view = DecisionView(state, loaded)
        let decision: Decision
        do throws(DecisionRefusal) {
            decision = try request.command.decide(in: view, at: request.now)
        } catch {
            throw view.missing.isEmpty ? .refused(error) : .missing(view.missing)
        }
        guard view.missing.isEmpty else { throw .missing(view.missing) }
        return Decided(decision: decision, found: view.found)
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
        _ request: LedgerRequest,
        in state: inout LedgerState
    ) -> Result<CommandOutcome, LedgerError> {
        let identity = request.command.request
        let events = vault.naming(events, of: identity)
        let payload = EventWriter.payload(
            of: events,
            time: request.now,
            caller: request.caller,
            request: identity,
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
                time: request.now,
                events: events,
                answers: answers,
                request: identity,
                found: found,
                payload: payload
            )
        )
        for case .erased(let erased) in events {
            vault.erase(erased.keyIDs.map(KeyVault.Leaf.init), because: state.index.seq)
        }
        precondition(links.count == answers.count, "decided on an answer that its events did not make")
        return .success(CommandOutcome(links.map { .init($0) }, statusAt: request.now, restsOn: state.index.seq))
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
