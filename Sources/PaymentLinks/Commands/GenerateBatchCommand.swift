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
