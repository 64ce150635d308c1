package import Journal
import KeyVault
import NIOConcurrencyHelpers
package import PaymentLinks
import Storage
import SystemPackage

/// The ledger of one machine: a journal on disk, and its index in memory.
///
/// One lock covers deciding, appending and indexing, so that decisions, sequence numbers and records have one order. The
/// index runs ahead of the disk by the pending records; every answer waits until the events that it depends on are durable.
/// Links are read from the journal on demand. A decision that needs a link which is not in memory is taken again once the
/// link was read.
package final class JournalLedger: Ledger {
    let state: NIOLockedValueBox<LedgerState>
    let loader: LinkLoader
    package let listeners: Listeners
    let vault: KeyVault
    let unreadable: UnreadableRecords
    /// Reads single records: links, and answers under an idempotency key.
    let reader: ThreadPool
    let walks: WalkThreads
    private let checkpointer: Checkpointer
    /// The journal, which the ledger closes.
    package let journal: Journal

    init(
        _ state: NIOLockedValueBox<LedgerState>,
        journal: Journal,
        _ checkpointer: Checkpointer,
        _ listeners: Listeners,
        _ vault: KeyVault,
        _ unreadable: UnreadableRecords
    ) throws {
        self.unreadable = unreadable
        self.vault = vault
        self.listeners = listeners
        self.state = state
        self.journal = journal
        self.checkpointer = checkpointer
        loader = LinkLoader(journal.records, opening: vault, telling: unreadable)
        reader = try ThreadPool(count: 1)
        walks = try WalkThreads()
    }

    /// Closes the journal, and writes a checkpoint for the next start.
    package func close() {
        listeners.end()
        // With the lock held: the next process writes the checkpoint under the same name.
        journal.close { checkpointer.finish() }
    }

    package var linkCount: Int { state.withLockedValue { $0.index.linkCount } }

    /// How many lists, searches and pages of history wait or are under way.
    package var walkCount: Int { walks.count }

    package var linkCountsBySite: [SiteName: LinkCounts] { state.withLockedValue { $0.index.linkCountsBySite } }

    package func perform(_ request: LedgerRequest) async throws(LedgerError) -> CommandOutcome {
        do throws(LedgerError) {
            let outcome = try await decide(request)
            try await durable(through: outcome.restsOn)
            return outcome
        } catch {
            // A refusal reveals events, so it waits until they are durable, too. A row of a batch may be refused because of
            // an earlier row of the same batch; that row is never recorded, hence the limit to the last event.
            if let restsOn = error.restsOn {
                let last = await withState { $0.index.seq }
                try await durable(through: min(restsOn, last))
            }
            throw error
        }
    }

    package func link(_ reference: LinkReference) async throws(LedgerError) -> Link? {
        let candidates = await withState { $0.candidates(for: reference) }
        for candidate in candidates {
            let link = try await link(candidate)
            guard link.answers(to: reference) else { continue }
            // What is read from the file is durable.
            if case .link = candidate { try await durable(through: link.seq) }
            return link
        }
        return nil
    }

    package func page<Item: Sendable>(
        _ request: PageRequest,
        of filter: LinkFilter,
        at now: Instant,
        show: @escaping @Sendable (Link) -> (item: Item, byteCount: Int)
    ) async throws(LedgerError) -> LinkPage<Item> {
        let reader = Monitor(PageReader(await withState { $0 }, loader, request, filter, now, show: show))
        let page = try await walks.run(for: request.user) { reader.withLock { $0.advance() } }
        try await durable(through: page.seq)
        return page
    }

    package func status() async throws(LedgerError) -> LedgerStatus {
        let (seq, links) = await withState { ($0.index.seq, $0.index.linkCountsBySite) }
        try await durable(through: seq)
        return LedgerStatus(seq: seq, linksBySite: links)
    }

    /// Decides; reads the missing links and decides again, until none is missing.
    private func decide(_ request: LedgerRequest) async throws(LedgerError) -> CommandOutcome {
        var loaded = LoadedLinks()
        while true {
            switch await attempt(request, loaded) {
            case .done(let result): return try result.get()
            case .missing(let missing): try await load(missing, into: &loaded)
            case .lacksLeaves:
                do throws(KeyVaultError) {
                    try await vault.reserveLeaves()
                } catch {
                    throw LedgerError(error)
                }
            }
        }
    }

    /// Attempts a decision under the lock; one that is not recorded needs no lock, but the state at one moment.
    private func attempt(_ request: LedgerRequest, _ loaded: LoadedLinks) async -> Attempt {
        if request.dryRun { return rehearse(request, loaded, await withState { $0 }) }
        // What a request is made of is not copied for this.
        guard isUnhurried else { return state.withLockedValue { attempt(request, loaded, on: &$0) } }
        // The reader's thread may wait for the disk, so what is missing is read there: who asks later is decided later.
        return await reader.run { [unowned self] in
            var loaded = loaded
            while true {
                let attempt = state.withLockedValue { self.attempt(request, loaded, on: &$0) }
                guard case .missing(let missing) = attempt, loadOnReader(missing, into: &loaded) else { return attempt }
            }
        }
    }

    private enum Attempt: Sendable {
        case done(Result<CommandOutcome, LedgerError>)
        case missing([DecisionView.Missing])
        /// The customers need keys that are not reserved yet.
        case lacksLeaves

        init(_ undecided: Undecided) {
            switch undecided {
            case .missing(let missing): self = .missing(missing)
            case .refused(let refusal): self = .done(.failure(.refused(refusal)))
            }
        }
    }

    private func attempt(_ request: LedgerRequest, _ loaded: LoadedLinks, on state: inout LedgerState) -> Attempt {
        let decided: Decided
        do throws(Undecided) {
            decided = try Self.decision(request, state, loaded)
        } catch {
            return Attempt(error)
        }
        guard case .record(let events, let answers) = decided.decision else {
            return .done(.success(outcome(unrecorded: decided, request.now, seq: state.index.seq)))
        }
        guard let named = vault.naming(events, of: request.command.request) else { return .lacksLeaves }
        return .done(record(named, answers, decided, request, in: &state))
    }

    private func rehearse(_ request: LedgerRequest, _ loaded: LoadedLinks, _ state: LedgerState) -> Attempt {
        do throws(Undecided) {
            let decided = try Self.decision(request, state, loaded)
            return .done(.success(outcome(unrecorded: decided, request.now, seq: state.index.seq)))
        } catch {
            return Attempt(error)
        }
    }

    private func outcome(unrecorded decided: Decided, _ now: Instant, seq: UInt64) -> CommandOutcome {
        switch decided.decision {
        case .unchanged(let links):
            // An empty answer depends on every event so far.
            CommandOutcome(links.map { .init($0) }, statusAt: now, restsOn: links.isEmpty ? seq : nil)
        case .replayed(let earlier):
            CommandOutcome(
                earlier.answers.map { .init($0) },
                statusAt: earlier.answeredAt,
                restsOn: earlier.seq,
                notes: earlier.notes
            )
        case .record(let events, let answers): preview(events, answers, decided, now, seq: seq)
        }
    }

    private struct Decided {
        let decision: Decision
        let notes: [OrderNote]
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
        var notes: [OrderNote] = []
        if case .record(let events, _) = decision {
            notes = view.notes(on: events, of: request.command, at: request.now)
            guard view.missing.isEmpty else { throw .missing(view.missing) }
        }
        return Decided(decision: decision, notes: notes, found: view.found)
    }

    /// The outcome of a dry run: the links that would be created, with the sequence number of the last event.
    private func preview(
        _ events: [LinkEvent],
        _ answers: [LinkKey],
        _ decided: Decided,
        _ now: Instant,
        seq: UInt64
    ) -> CommandOutcome {
        let created = events.imagined(at: now, seq: seq)
        let answered = answers.map { key in
            if let link = created[key] { return CommandOutcome.Answer(link, isDryRun: true) }
            guard let link = decided.found[key]?.link else {
                preconditionFailure("a dry run answers links that it creates or has read")
            }
            return CommandOutcome.Answer(link)
        }
        return CommandOutcome(answered, statusAt: now, notes: decided.notes)
    }

    private func record(
        _ events: [LinkEvent],
        _ answers: [LinkKey],
        _ decided: Decided,
        _ request: LedgerRequest,
        in state: inout LedgerState
    ) -> Result<CommandOutcome, LedgerError> {
        let identity = request.command.request
        let payload = EventWriter.payload(
            of: events,
            time: request.now,
            caller: request.caller,
            request: identity,
            notes: decided.notes,
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
                notes: decided.notes,
                request: identity,
                found: decided.found,
                payload: payload
            )
        )
        for case .erased(let erased) in events {
            vault.erase(erased.keyIDs.map(KeyVault.Leaf.init), because: state.index.seq)
        }
        precondition(links.count == answers.count, "a decision answers links that it creates, changes or has read")
        return .success(
            CommandOutcome(
                links.map { .init($0) },
                statusAt: request.now,
                restsOn: state.index.seq,
                isRecorded: true,
                notes: decided.notes
            )
        )
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
        case .recordTooLarge: self = .recordTooLarge
        default: self = .storageFailed
        }
    }

    /// A failure of the keys' file before anything was recorded.
    init(_ error: KeyVaultError) {
        self = error.cause?.error == .noSpace ? .storageFull : .busy
    }
}
