/// A change that a caller asks for, with every value checked and every random number drawn.
package enum Command: Sendable {
    // Indirect, since it is the largest case by far.
    indirect case generate(GenerateCommand)
    case duplicate(DuplicateCommand)
    case cancel(CancelCommand)
    case recordPayment(RecordPaymentCommand)
    case update(UpdateCommand)
    /// Records that links, at least one, have expired; only the daemon itself sends it.
    case expire([LinkKey])
    /// Records what a payment service answered; only the daemon itself sends it.
    case recordIssuance(RecordIssuanceCommand)
    case generateBatch(GenerateBatchCommand)
    case open(OpenCommand)
    case erase(EraseCommand)
    case claimReminders(ClaimRemindersCommand)
    case confirmReminder(ConfirmReminderCommand)
    /// Takes in what a payment service told; only the daemon itself sends it.
    indirect case applyReport(ApplyReportCommand)

    /// How many links one record changes at most: whoever reads one of them reads the whole record.
    package static let linksPerRecordMax = 16

    /// The idempotency key and the fingerprint of the request; nil without a key.
    package var request: RequestIdentity? {
        switch self {
        case .generate(let command): command.request
        case .duplicate(let command): command.request
        case .cancel, .recordPayment, .update, .expire, .recordIssuance, .open, .erase, .applyReport, .claimReminders,
            .confirmReminder:
            nil
        case .generateBatch(let command): command.request
        }
    }

    /// Decides what the command does to the links so far.
    ///
    /// Pure: the time is a parameter, and random numbers are in the command.
    ///
    /// The idempotency key is looked up first, before anything that depends on the time, so that a retry gets the first
    /// answer even if the link has expired since.
    ///
    /// - Throws: Why the command is refused; nothing changes then.
    package func decide(in links: some LinkSource, at now: Instant) throws(DecisionRefusal) -> Decision {
        if let request, let record = links.memo(for: request.scope) {
            let differences = request.fingerprint.differences(from: record.fingerprint)
            guard differences.isEmpty else {
                throw .idempotencyConflict(parameters: differences, memo: record)
            }
            return .replayed(record)
        }
        let decision = try decideAnew(in: links, at: now)
        if case .unchanged(let links) = decision, request != nil {
            let answers = links.map(\.key)
            return .record(answers.map { .answered(LinkAnswered(key: $0)) }, answers: answers)
        }
        return decision
    }

    private func decideAnew(in links: some LinkSource, at now: Instant) throws(DecisionRefusal) -> Decision {
        switch self {
        case .generate(let command): try command.decide(in: links, at: now)
        case .duplicate(let command): try command.decide(in: links, at: now)
        case .cancel(let command): try command.decide(in: links, at: now)
        case .recordPayment(let command): try command.decide(in: links, at: now)
        case .update(let command): try command.decide(in: links, at: now)
        case .expire(let keys): try ExpireCommand(keys: keys).decide(in: links, at: now)
        case .recordIssuance(let command): try command.decide(in: links, at: now)
        case .generateBatch(let command): try command.decide(in: links, at: now)
        case .open(let command): try command.decide(in: links, at: now)
        case .erase(let command): try command.decide(in: links)
        case .claimReminders(let command): command.decide(in: links, at: now)
        case .confirmReminder(let command): try command.decide(in: links, at: now)
        case .applyReport(let command): command.decide(in: links, at: now)
        }
    }
}

extension [LinkKey] {
    /// The same keys in parts, each of which is for one record.
    package var byRecord: [[LinkKey]] {
        stride(from: 0, to: count, by: Command.linksPerRecordMax).map { first in
            Array(self[first..<Swift.min(first + Command.linksPerRecordMax, count)])
        }
    }
}
