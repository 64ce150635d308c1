import TestSupport
import Testing

@testable import PaymentLinks

/// Every command against every state that its order can be in.
@Suite struct DecisionTableTests {
    enum State: String, CaseIterable {
        case none, active, expired, cancelled, superseded

        /// A book in which order A is in this state at `now`.
        func book(before now: Instant) throws -> LinkBook {
            var builder = BookBuilder()
            guard self != .none else { return builder.book }
            let made = self == .expired ? now.adding(seconds: -2_592_000) : now
            try builder.generate("A", at: made)
            if self == .cancelled { try builder.cancel("A", at: made) }
            if self == .superseded { try builder.duplicate("A", as: "B", supersede: true, at: made) }
            return builder.book
        }
    }

    enum Ask: String, CaseIterable {
        case generate, `return`, reissue, duplicate, supersede, ontoItself, cancel, cancelVersion1, cancelVersion2

        func command() throws -> Command {
            let key = try BookBuilder.key("A")
            switch self {
            case .generate: return .generate(try generate(key, .error))
            case .return: return .generate(try generate(key, .return))
            case .reissue: return .generate(try generate(key, .reissue))
            case .duplicate: return .duplicate(try duplicate(key, as: "C", supersede: false))
            case .supersede: return .duplicate(try duplicate(key, as: "C", supersede: true))
            case .ontoItself: return .duplicate(try duplicate(key, as: "A", supersede: true))
            case .cancel: return .cancel(CancelCommand(key: key, reason: nil, ifVersion: nil))
            case .cancelVersion1: return .cancel(CancelCommand(key: key, reason: nil, ifVersion: 1))
            case .cancelVersion2: return .cancel(CancelCommand(key: key, reason: nil, ifVersion: 2))
            }
        }

        private func generate(_ key: LinkKey, _ onExisting: OnExisting) throws -> GenerateCommand {
            GenerateCommand(
                key: key,
                terms: try BookBuilder.terms(),
                issuance: BookBuilder.issuance(9),
                onExisting: onExisting
            )
        }

        private func duplicate(_ key: LinkKey, as newOrderID: String, supersede: Bool) throws -> DuplicateCommand {
            DuplicateCommand(
                source: key,
                newOrderID: try OrderID(newOrderID),
                overrides: TermOverrides(),
                supersede: supersede,
                issuance: BookBuilder.issuance(9)
            )
        }
    }

    /// `+A` makes a link, `-A` cancels, `A>C` supersedes, `=A` answers a link as it is, `!` refuses.
    private static let expected: [Ask: [State: String]] = [
        .generate: row("+A", "!orderIdInUse A", "!orderIdInUse A", "!orderIdInUse A", "!orderIdInUse A"),
        .return: row("+A", "=A", "=A", "=A", "=A"),
        .reissue: row("+A", "=A", "+A/2", "+A/2", "=B"),
        .duplicate: row("!unknownOrder A", "+C", "+C", "+C", "+C"),
        .supersede: row("!unknownOrder A", "A>C +C", "A>C +C", "A>C +C", "!invalidTransition superseded again"),
        .ontoItself: row("!unknownOrder A", "!orderIdInUse A", "!orderIdInUse A", "!orderIdInUse A", "!orderIdInUse A"),
        .cancel: row("!unknownOrder A", "-A", "-A", "=A", "=A"),
        .cancelVersion1: row("!unknownOrder A", "-A", "-A", "!versionConflict 2", "!versionConflict 2"),
        .cancelVersion2: row("!unknownOrder A", "!versionConflict 1", "!versionConflict 1", "=A", "=A"),
    ]

    private static func row(
        _ none: String,
        _ active: String,
        _ expired: String,
        _ cancelled: String,
        _ superseded: String
    ) -> [State: String] {
        [.none: none, .active: active, .expired: expired, .cancelled: cancelled, .superseded: superseded]
    }

    @Test(arguments: Ask.allCases, State.allCases)
    func decision(ask: Ask, state: State) throws {
        let now = ManualClock.start
        let book = try state.book(before: now)
        #expect(try outcome(ask.command(), in: book, at: now) == Self.expected[ask]?[state])
    }

    @Test(arguments: Ask.allCases, State.allCases)
    func `what is decided can be folded, and the answer is there then`(ask: Ask, state: State) throws {
        let now = ManualClock.start
        var book = try state.book(before: now)
        guard case .record(let events, let answer)? = try? ask.command().decide(in: book, at: now) else { return }
        for event in events { try book.fold(event, at: now, seq: book.seq + 1) }
        #expect(book.link(for: answer)?.seq == book.seq, "the last event is the answer's")
    }

    private func outcome(_ command: Command, in book: LinkBook, at now: Instant) throws -> String {
        do throws(DecisionRefusal) {
            switch try command.decide(in: book, at: now) {
            case .record(let events, let answer):
                #expect(events.last?.key == answer)
                return events.map(describe).joined(separator: " ")
            case .unchanged(let link):
                #expect(book.link(for: link.key) == link)
                return "=\(link.key.orderID.text)"
            case .replayed: return "replayed"
            }
        } catch {
            return "!\(describe(error))"
        }
    }

    private func describe(_ event: LinkEvent) -> String {
        switch event {
        case .generated(let event): "+\(event.key.orderID.text)"
        case .cancelled(let event): "-\(event.key.orderID.text)"
        case .superseded(let event): "\(event.key.orderID.text)>\(event.by.text)"
        case .answered(let event): "=\(event.key.orderID.text)"
        case .erased(let event): "x\(event.key.orderID.text)"
        }
    }

    private func describe(_ refusal: DecisionRefusal) -> String {
        switch refusal {
        case .invalid(let refusal): refusal.kind.rawValue
        case .orderIDInUse(let existing): "orderIdInUse \(existing.key.orderID.text)"
        case .unknownOrder(let key): "unknownOrder \(key.orderID.text)"
        case .versionConflict(let current): "versionConflict \(current.version)"
        case .idempotencyConflict(let parameters, _): "idempotencyConflict \(parameters)"
        case .invalidTransition(_, let attempted): "invalidTransition \(attempted)"
        }
    }
}
