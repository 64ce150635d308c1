@testable import PaymentLinks
import TestSupport
import Testing

/// Every command in every state of its order.
@Suite struct DecisionTableTests {
    enum State: String, CaseIterable {
        case none, active, expired, cancelled, superseded, swept, partPaid, uncleared, paid, refunded, duplicate
        case reopened, rivalled, exhausted, lapsed

        /// A book in which order A is in this state at `now`.
        func book(before now: Instant) throws -> ReferenceBook {
            var builder = ReferenceBuilder()
            guard self != .none else { return builder.book }
            let isDue = [.expired, .swept, .reopened, .rivalled, .lapsed].contains(self)
            let made = isDue ? now.adding(seconds: -2_592_000) : now
            try builder.generate("A", at: made)
            try lead(&builder, from: made, to: now)
            return builder.book
        }

        private func lead(_ builder: inout ReferenceBuilder, from made: Instant, to now: Instant) throws {
            switch self {
            case .none, .active, .expired: break
            case .cancelled: try builder.cancel("A", at: made)
            case .superseded: try builder.duplicate("A", as: "B", supersede: true, at: made)
            case .swept: try builder.sweep("A", at: now)
            case .partPaid: try builder.report("A", .completed, amount: 1000, at: made)
            case .uncleared: try builder.report("A", .uncleared, at: made)
            case .paid: try builder.report("A", .completed, transaction: "t1", at: made)
            case .refunded:
                try builder.report("A", .completed, at: made)
                try builder.report("A", .refunded, at: made)
            case .duplicate:
                try builder.duplicate("A", as: "B", at: made)
                try builder.report("B", .completed, at: made)
            case .reopened:
                try builder.sweep("A", at: now)
                try builder.expire("A", .after(.standard), at: now)
            case .rivalled: try builder.duplicate("A", as: "B", at: now)
            case .exhausted:
                for _ in 0..<Link.openingsMax { try builder.open("A", at: made) }
            // A part was paid, then it expired.
            case .lapsed: try builder.report("A", .completed, amount: 1000, at: made)
            }
        }
    }

    enum Ask: String, CaseIterable {
        case generate, `return`, reissue, duplicate, supersede, carry, ontoItself, cancel, cancelVersion1,
            cancelVersion2
        case extend, shorten, renote, expire, pay, payOver, payPart, hold, decline, refund

        func command() throws -> Command {
            let key = try ReferenceBuilder.key("A")
            switch self {
            case .generate: return .generate(try generate(key, .error))
            case .return: return .generate(try generate(key, .return))
            case .reissue: return .generate(try generate(key, .reissue))
            case .duplicate: return .duplicate(try duplicate(key, as: "C", supersede: false))
            case .supersede: return .duplicate(try duplicate(key, as: "C", supersede: true))
            case .carry: return .duplicate(try duplicate(key, as: "C", supersede: true, carryPaid: true))
            case .ontoItself: return .duplicate(try duplicate(key, as: "A", supersede: true))
            case .cancel: return .cancel(CancelCommand(key: key, reason: nil, ifVersion: nil))
            case .cancelVersion1: return .cancel(CancelCommand(key: key, reason: nil, ifVersion: 1))
            case .cancelVersion2: return .cancel(CancelCommand(key: key, reason: nil, ifVersion: 2))
            case .extend: return update(key, .after(.longest))
            case .shorten: return update(key, .at(ManualClock.start.adding(seconds: 1)))
            case .renote: return update(key, nil, metadata: try Metadata([(key: "till", value: "3")]))
            case .expire: return .expire([key])
            case .pay: return try report(key, .completed)
            case .payOver: return try report(key, .completed, amount: 6000)
            case .payPart: return try report(key, .completed, amount: 500)
            case .hold: return try report(key, .uncleared)
            case .decline: return try report(key, .declined)
            case .refund: return try report(key, .refunded)
            }
        }

        private func report(_ key: LinkKey, _ status: ReportedStatus, amount: Int64? = nil) throws -> Command {
            let report = PaymentReport(status: status, amount: amount, transactionID: try TransactionID("t1"))
            return .recordPayment(RecordPaymentCommand(key: key, report: report))
        }

        private func update(_ key: LinkKey, _ expiry: UpdateCommand.NewExpiry?, metadata: Metadata? = nil) -> Command {
            var command = UpdateCommand(key: key)
            command.expiry = expiry
            command.metadata = metadata
            return .update(command)
        }

        private func generate(_ key: LinkKey, _ onExisting: GenerateCommand.OnExisting) throws -> GenerateCommand {
            GenerateCommand(
                key: key,
                terms: try ReferenceBuilder.terms(),
                issuance: ReferenceBuilder.issuance(9),
                onExisting: onExisting
            )
        }

        private func duplicate(
            _ key: LinkKey,
            as newOrderID: String,
            supersede: Bool,
            carryPaid: Bool = false
        ) throws -> DuplicateCommand {
            DuplicateCommand(
                source: key,
                newOrderID: try OrderID(newOrderID),
                overrides: TermOverrides(),
                supersede: supersede,
                carryPaid: carryPaid,
                issuance: ReferenceBuilder.issuance(9)
            )
        }
    }

    /// `+A` makes a link, `-A` cancels, `A>C` supersedes, `~A` updates, `†A` expires, `A:paid` records a payment, `A=B` marks
    /// A as a duplicate of B, `B+A` says that A was paid after B, `B<500` carries 500 of A's money over to B, `A#0` lets nothing of A's own count, `=A` answers a link as it is, `!` refuses.
    private static let expected: [Ask: [State: String]] = [
        .generate: row(["none": "+A", everything: "!orderIdInUse A"]),
        .return: row(["none": "+A", everything: "=A"]),
        .reissue: row([
            "none": "+A", "expired": "†A +A/2", "cancelled swept": "+A/2", "superseded duplicate rivalled": "=B",
            "active partPaid uncleared paid refunded reopened": "=A",
            "exhausted": "A>A/2 +A/2", "lapsed": "!partPaid 1000",
        ]),
        .duplicate: row([everything: "+C"]),
        .supersede: row([
            "superseded": "!invalidTransition superseded again",
            "rivalled": "!invalidTransition superseded beside B",
            "uncleared paid refunded duplicate": "!invalidTransition superseded",
            "active expired cancelled swept reopened exhausted": "A>C +C", "partPaid lapsed": "!partPaid 1000",
        ]),
        .carry: row([
            "superseded": "!invalidTransition superseded again",
            "rivalled": "!invalidTransition superseded beside B",
            "uncleared paid refunded duplicate": "!invalidTransition superseded",
            "active expired cancelled swept partPaid reopened exhausted lapsed": "A>C +C",
        ]),
        .ontoItself: row([everything: "!orderIdInUse A"]),
        .cancel: row([
            "active expired swept partPaid reopened rivalled exhausted lapsed": "-A", "cancelled superseded": "=A",
            "uncleared paid refunded duplicate": "!invalidTransition cancelled",
        ]),
        .cancelVersion1: row([
            "active expired swept rivalled exhausted": "-A", "refunded": "!versionConflict 3",
            "cancelled superseded partPaid uncleared paid duplicate reopened lapsed": "!versionConflict 2",
        ]),
        .cancelVersion2: row([
            "active expired swept rivalled exhausted": "!versionConflict 1", "refunded": "!versionConflict 3",
            "cancelled superseded": "=A", "partPaid reopened lapsed": "-A",
            "uncleared paid duplicate": "!invalidTransition cancelled",
        ]),
        .extend: row(expiry),
        .shorten: row(expiry),
        .renote: row([everything: "~A"]),
        .expire: row([
            "expired rivalled lapsed": "†A",
            "exhausted active cancelled superseded swept partPaid uncleared paid refunded duplicate reopened": "=A",
        ]),
        .pay: row([
            "active partPaid uncleared reopened exhausted": "A:completed",
            "expired cancelled swept lapsed": "A:completed late",
            "superseded": "B<4995 B=A A:completed late", "rivalled": "B=A A:completed late",
            "duplicate": "A#0 B+A A:completed", "paid": "=A",
            "refunded": "!invalidAmount",
        ]),
        .payOver: row([
            "active partPaid uncleared paid reopened exhausted": "A:completed",
            "expired cancelled swept lapsed": "A:completed late",
            "superseded": "B<6000 B=A A:completed late", "rivalled": "B=A A:completed late",
            "duplicate": "A#0 B+A A:completed",
            "refunded": "A:partialRefunded",
        ]),
        .payPart: row([
            "active partPaid uncleared reopened exhausted": "A:active", "expired rivalled lapsed": "A:active late",
            "cancelled": "A:cancelled late", "superseded": "B<500 A:cancelled late", "swept": "A:expired late",
            "duplicate": "A:duplicate",
            "paid": "A:completed", "refunded": "A:partialRefunded",
        ]),
        .hold: row([
            "active partPaid duplicate reopened exhausted": "A:uncleared", "uncleared": "=A",
            "expired cancelled superseded swept rivalled lapsed": "A:uncleared late",
            "paid refunded": "!invalidTransition uncleared",
        ]),
        .decline: row([
            "active partPaid uncleared reopened exhausted": "A:declined",
            "paid refunded": "!invalidTransition declined",
            "expired cancelled superseded swept duplicate rivalled lapsed": "=A",
        ]),
        .refund: row([
            "partPaid lapsed": "A:active", "paid": "A:refunded",
            "exhausted active expired cancelled superseded swept uncleared refunded duplicate reopened rivalled":
                "!holdsNothing refunded",
        ]),
    ]

    private static let everything = State.allCases.dropFirst().map(\.rawValue).joined(separator: " ")
    private static let expiry: KeyValuePairs = [
        "active expired swept partPaid reopened exhausted lapsed": "~A",
        "rivalled": "!invalidTransition active again beside B",
        "cancelled superseded uncleared paid refunded duplicate": "!invalidTransition active again",
    ]

    /// The result in each state; an order that does not exist has no result unless named.
    private static func row(_ outcomes: KeyValuePairs<String, String>) -> [State: String] {
        var row: [State: String] = [.none: "!unknownOrder A"]
        for (states, outcome) in outcomes {
            for name in states.split(separator: " ") { row[State(rawValue: String(name)) ?? .none] = outcome }
        }
        return row
    }
    @Test(arguments: Ask.allCases, State.allCases)
    func decision(ask: Ask, state: State) throws {
        let now = ManualClock.start
        let book = try state.book(before: now)
        #expect(try outcome(ask.command(), in: book, at: now) == Self.expected[ask]?[state])
    }

    @Test(arguments: Ask.allCases, State.allCases)
    func `decided events fold, and the answer exists afterwards`(ask: Ask, state: State) throws {
        let now = ManualClock.start
        var book = try state.book(before: now)
        guard case .record(let events, let answers)? = try? ask.command().decide(in: book, at: now) else { return }
        for event in events { try book.fold(event, at: now, seq: book.seq + 1) }
        let answer = try #require(answers.first)
        #expect(book.link(for: answer)?.seq == book.seq, "the last event is the answer's")
    }

    private func outcome(_ command: Command, in book: ReferenceBook, at now: Instant) throws -> String {
        do throws(DecisionRefusal) {
            switch try command.decide(in: book, at: now) {
            case .record(let events, let answers):
                #expect(events.last?.key == answers.last && answers.count == 1)
                return events.map(describe).joined(separator: " ")
            case .unchanged(let links):
                for link in links { #expect(book.link(for: link.key) == link) }
                return links.map { "=\($0.key.orderID.text)" }.joined()
            case .replayed: return "replayed"
            }
        } catch {
            return "!\(describe(error))"
        }
    }

    private func describe(_ event: LinkEvent) -> String {
        switch event {
        case .generated(let event): "+\(event.key.orderID.text)"
        case .issued(let event): "!\(event.key.orderID.text)"
        case .issueFailed(let event): "?\(event.key.orderID.text)"
        case .cancelled(let event): "-\(event.key.orderID.text)"
        case .superseded(let event): "\(event.key.orderID.text)>\(event.by.text)"
        case .answered(let event): "=\(event.key.orderID.text)"
        case .paymentRecorded(let event):
            "\(event.key.orderID.text):\(event.becomes.rawValue)\(event.isLate ? " late" : "")"
        case .markedDuplicate(let event): "\(event.key.orderID.text)=\(event.by.text)"
        case .paidAgain(let event): "\(event.key.orderID.text)+\(event.by?.text ?? "")"
        case .paidCarried(let event): "\(event.key.orderID.text)<\(event.amount)"
        case .paidCounted(let event): "\(event.key.orderID.text)#\(event.amount)"
        case .updated(let event): "~\(event.key.orderID.text)"
        case .expired(let event): "†\(event.key.orderID.text)"
        case .opened(let event): "o\(event.key.orderID.text)"
        case .erased(let event): "x\(event.key.orderID.text)"
        case .reminderClaimed(let event): "r\(event.key.orderID.text)"
        case .reminderConfirmed(let event): "R\(event.key.orderID.text)"
        case .unknownOrderReported(let event): "#\(event.key.orderID.text)"
        }
    }

    private func describe(_ refusal: DecisionRefusal) -> String {
        switch refusal {
        case .invalid(let refusal): refusal.kind.rawValue
        case .orderIDInUse(let existing, _): "orderIdInUse \(existing.key.orderID.text)"
        case .unknownOrder(let key): "unknownOrder \(key.orderID.text)"
        case .versionConflict(let current): "versionConflict \(current.version)"
        case .idempotencyConflict(let parameters, _): "idempotencyConflict \(parameters)"
        case .invalidTransition(let refused):
            "invalidTransition \(refused.attempted.words)\(refused.rival.map { " beside \($0.key.orderID.text)" } ?? "")"
        case .holdsNothing(_, let attempted, _): "holdsNothing \(attempted)"
        case .partPaid(_, let paid, _): "partPaid \(paid)"
        case .orderIDRepeated(let key, let row): "orderIdRepeated \(key.orderID.text) \(row)"
        case .rows(let rows): rows.map { "\($0.row) \(describe($0.refusal))" }.joined(separator: ", ")
        case .unknownToken: "unknownToken"
        case .notPayable(_, let reason, _): "notPayable \(reason.rawValue)"
        }
    }
}
