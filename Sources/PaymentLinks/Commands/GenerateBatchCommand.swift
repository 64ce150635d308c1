/// Makes many links at once, all or none.
package struct GenerateBatchCommand: Sendable {
    /// One link to make, with its number in the batch.
    package struct Row: Sendable {
        /// Counted from 0.
        package let number: Int
        package let command: GenerateCommand

        package init(number: Int, command: GenerateCommand) {
            self.number = number
            self.command = command
        }
    }

    /// The rows in order; none of them has an idempotency key of its own.
    package var rows: [Row]
    package var request: RequestIdentity?

    package init(rows: [Row], request: RequestIdentity? = nil) {
        self.rows = rows
        self.request = request
    }
}

extension GenerateBatchCommand {
    /// Decides each row as if it were called alone, after the rows before it, all at the same moment.
    ///
    /// - Throws: `rows`, with every row that is refused.
    func decide(in links: some LinkSource, at now: Instant) throws(DecisionRefusal) -> Decision {
        var pending = PendingLinks(over: links)
        var events: [LinkEvent] = []
        var answers: [LinkKey] = []
        var refusals: [RowRefusal] = []
        for row in rows {
            do throws(DecisionRefusal) {
                let (rowEvents, answer) = try row.command.outcome(after: pending, at: now)
                for event in rowEvents { pending.add(event, of: row.number, at: now) }
                events += rowEvents
                answers.append(answer)
            } catch {
                refusals.append(RowRefusal(row: row.number, refusal: error))
            }
        }
        guard refusals.isEmpty else { throw .rows(refusals) }
        // With a key the same answer is promised for ever, so every row is recorded; without one only new links are.
        if request == nil { events.removeAll(where: \.isAnswer) }
        guard events.isEmpty else { return .record(events, answers: answers) }
        return .unchanged(answers: answers.compactMap(links.link(for:)))
    }
}

extension GenerateCommand {
    /// The events of a row, and the link that it makes or that is its answer.
    fileprivate func outcome(
        after pending: PendingLinks<some LinkSource>,
        at now: Instant
    ) throws(DecisionRefusal) -> (events: [LinkEvent], answer: LinkKey) {
        if onExisting == .error, let row = pending.row(of: key) { throw .orderIDRepeated(key, row: row) }
        switch try decide(in: pending, at: now) {
        case .record(let events, let answers): return (events, answers.first ?? key)
        case .unchanged(let links):
            let answer = links.first?.key ?? key
            return ([.answered(LinkAnswered(key: answer))], answer)
        case .replayed: preconditionFailure("a row has no key of its own")
        }
    }
}

extension LinkEvent {
    fileprivate var isAnswer: Bool {
        if case .answered = self { true } else { false }
    }
}

/// The links so far, with those that the rows of the batch will make.
private struct PendingLinks<Base: LinkSource>: LinkSource {
    private let base: Base
    /// The links that rows make or change, in their state after those rows.
    private var links: [LinkKey: Link] = [:]
    private var makers: [LinkKey: Int] = [:]
    /// The links that rows make, by the first link of their lineage.
    private var descendants: [LinkKey: [LinkKey]] = [:]
    private(set) var seq: UInt64

    init(over base: Base) {
        self.base = base
        seq = base.seq
    }

    /// The row that makes the link of an order; nil if none does.
    func row(of key: LinkKey) -> Int? {
        makers[key]
    }

    mutating func add(_ event: LinkEvent, of row: Int, at now: Instant) {
        seq += 1
        guard case .generated(let generated) = event else {
            guard var link = link(for: event.key) else { return }
            link.fold(event, at: now, seq: seq)
            links[event.key] = link
            return
        }
        links[event.key] = Link(generated, at: now, seq: seq)
        makers[event.key] = row
        guard generated.lineage.duplicateOf != nil else { return }
        descendants[event.key.sibling(generated.lineage.root), default: []].append(event.key)
    }

    func link(for key: LinkKey) -> Link? {
        links[key] ?? base.link(for: key)
    }

    func link(withID id: LinkID) -> Link? {
        base.link(withID: id).flatMap { link(for: $0.key) }
    }

    func attempts(ofRoot root: LinkKey) -> [Link] {
        let known = base.attempts(ofRoot: root).map { links[$0.key] ?? $0 }
        let attempts = known + descendants[root, default: []].compactMap(link(for:))
        guard known.first?.key != root, let first = link(for: root) else { return attempts }
        return [first] + attempts
    }

    func memo(for scope: RequestScope) -> IdempotencyRecord? {
        base.memo(for: scope)
    }
}
