@testable import PaymentLinks
import TestSupport
import Testing

/// Random sequences of commands, with a clock that jumps both ways, checked against invariants and a model.
@Suite struct LinkLifeTests {
    private static let lifeCount = 40
    private static let stepCount = 400
    /// A new order starts after this many steps, since most orders end for good.
    private static let stepsPerOrder = 25

    @Test func `links equal the model, and the invariants hold after every step`() throws {
        let seed = SeededSequence.seed(for: #function)
        var recordedCount = 0
        for round in 0..<Self.lifeCount {
            var life = Life(random: SeededSequence(seed: seed + UInt64(round)), allowsPlainDuplicates: round % 2 == 1)
            for _ in 0..<Self.stepCount { try life.step() }
            recordedCount += life.recordedCount
        }
        #expect(recordedCount > Self.lifeCount * Self.stepCount * 3 / 10, "most steps should record something")
    }

    /// One random sequence for a few orders.
    private struct Life {
        var random: SeededSequence
        /// Whether duplicates are made that do not supersede, which can be payable beside the old link.
        let allowsPlainDuplicates: Bool
        private var builder = ReferenceBuilder()
        private var model = LifeModel()
        private var now = ManualClock.start
        private var everPaid: Set<String> = []
        private var stepCount = 0
        private(set) var recordedCount = 0

        init(random: SeededSequence, allowsPlainDuplicates: Bool) {
            self.random = random
            self.allowsPlainDuplicates = allowsPlainDuplicates
        }

        mutating func step() throws {
            moveClock()
            stepCount += 1
            switch Int.random(in: 0..<12, using: &random) {
            case 0: try reissue(root())
            case 1, 2: try duplicate(existing())
            case 3: try cancel(existing())
            case 4, 5: try update(existing())
            case 6: try sweep()
            default: try report(existing())
            }
            check()
        }

        /// The current order, or the one before.
        private mutating func root() -> String {
            "R\(max(0, stepCount / LinkLifeTests.stepsPerOrder - Int.random(in: 0...1, using: &random)))"
        }

        private mutating func moveClock() {
            let hours: Int64 =
                Int.random(in: 0..<10, using: &random) == 0
                ? .random(in: -60...60, using: &random) : .random(in: 0...4, using: &random)
            now = now.adding(seconds: hours * 3600)
        }

        private mutating func existing() -> String {
            builder.book.linksByCreation.suffix(8).randomElement(using: &random)?.key.orderID.text ?? "R0"
        }

        private mutating func perform(_ command: Command) throws -> [LinkEvent]? {
            let decision: Decision
            do throws(DecisionRefusal) {
                decision = try command.decide(in: builder.book, at: now)
            } catch {
                return nil
            }
            guard case .record(let events, let answers) = decision else { return [] }
            #expect(events.last?.key == answers.last)
            try builder.fold(events, at: now)
            recordedCount += 1
            return events
        }

        private mutating func terms() throws -> LinkTerms {
            var terms = try ReferenceBuilder.terms(amount: 100)
            terms.lifetime = try Lifetime(seconds: .random(in: 1...40, using: &random) * 3600)
            return terms
        }

        private mutating func reissue(_ root: String) throws {
            let command = GenerateCommand(
                key: try ReferenceBuilder.key(root),
                terms: try terms(),
                issuance: ReferenceBuilder.issuance(builder.book.linkCount + 1),
                onExisting: .reissue
            )
            try made(by: .generate(command), root: root)
        }

        private mutating func duplicate(_ order: String) throws {
            guard let old = builder.book.link(for: try ReferenceBuilder.key(order)) else { return }
            var overrides = TermOverrides()
            overrides.amount = RandomTerms.maybe(&random) { .random(in: 20...180, using: &$0) }
            if Int.random(in: 0..<6, using: &random) == 0 {
                overrides.currency = try Currency(code: ["EUR", "JPY"].randomElement(using: &random) ?? "EUR")
                overrides.amount = .random(in: 20...180, using: &random)
            }
            let command = DuplicateCommand(
                source: old.key,
                newOrderID: try OrderID("\(old.lineage.root.text)-\(builder.book.linkCount)"),
                overrides: overrides,
                supersede: !allowsPlainDuplicates || Bool.random(using: &random),
                carryPaid: Bool.random(using: &random),
                issuance: ReferenceBuilder.issuance(builder.book.linkCount + 1)
            )
            try made(by: .duplicate(command), root: old.lineage.root.text)
        }

        private mutating func made(by command: Command, root: String) throws {
            let before = builder.book
            let events = try perform(command)
            let made = events?.compactMap { if case .generated(let event) = $0 { event } else { nil } }
            guard let new = made?.first else { return }
            var isInPlaceOfAnother = true
            var old: String?
            var gathers = false
            if case .duplicate(let duplicate) = command {
                isInPlaceOfAnother = duplicate.supersede
                if duplicate.supersede { old = duplicate.source.orderID.text }
                gathers = duplicate.supersede && duplicate.carryPaid
            }
            if isInPlaceOfAnother { model.lapse(at: now) { $0.root == root && $0.order != old } }
            let entry = LifeModel.Entry(
                order: new.key.orderID.text,
                root: root,
                source: new.lineage.duplicateOf?.text,
                expiresAt: new.expiresAt,
                due: new.terms.money.amount,
                currency: new.terms.money.currency,
                madeAt: 0
            )
            model.make(entry, superseding: old, gathers: gathers, at: now)
            let told = before.notes(on: events ?? [], of: command, at: now).reduce(0) { $0 + $1.uncounted }
            #expect(
                told == model.uncounted(for: entry.order),
                "\(entry.order), seed \(random.seed), \(builder.book.seq)"
            )
        }

        private mutating func cancel(_ order: String) throws {
            let command = CancelCommand(key: try ReferenceBuilder.key(order), reason: nil, ifVersion: nil)
            guard let events = try perform(.cancel(command)), !events.isEmpty else { return }
            model.change(order) { $0.base = .cancelled }
        }

        private mutating func update(_ order: String) throws {
            var command = UpdateCommand(key: try ReferenceBuilder.key(order))
            command.expiry = .at(now.adding(seconds: .random(in: -2...30, using: &random) * 3600))
            guard let events = try perform(.update(command)), case .updated(let updated)? = events.last else { return }
            guard let expiresAt = updated.expiresAt, let entry = model[order] else { return }
            if entry.status(at: now) == .expired { model.lapse(at: now) { $0.root == entry.root && $0.order != order } }
            model.change(order) { entry in
                entry.base = .active
                entry.expiresAt = expiresAt
            }
        }

        private mutating func sweep() throws {
            let keys = builder.book.linksByCreation.map(\.key).filter { _ in Bool.random(using: &random) }
            guard !keys.isEmpty, try perform(.expire(keys)) != nil else { return }
            let named = Set(keys.map(\.orderID.text))
            model.lapse(at: now) { named.contains($0.order) }
        }

        private mutating func report(_ order: String) throws {
            let report = PaymentReport(
                status: ReportedStatus.allCases.randomElement(using: &random) ?? .completed,
                amount: RandomTerms.maybe(&random) { .random(in: 1...150, using: &$0) },
                transactionID: try RandomTerms.maybe(&random) { random in
                    try TransactionID("t\(Int.random(in: 1...9, using: &random))")
                }
            )
            let command = RecordPaymentCommand(key: try ReferenceBuilder.key(order), report: report)
            guard let events = try perform(.recordPayment(command)) else { return }
            let payments = events.compactMap { if case .paymentRecorded(let payment) = $0 { payment } else { nil } }
            guard let recorded = payments.first(where: { $0.key == command.key }) else { return }
            model.report(order, recorded.report.status, recorded.report.amount ?? 0, at: now)
            // Repeated at once, a report with a transaction changes nothing.
            if report.transactionID != nil { #expect(try perform(.recordPayment(command)) == []) }
        }

        /// What is held for a link that nobody can pay can always be made to count, unless another attempt is in the way that is
        /// no forebear of it: otherwise each advice leads to the next.
        private func checkWayOn(_ context: Comment) {
            for link in builder.book.linksByCreation.suffix(4)
            where link.supersededBy == nil && link.status(at: now).isDead && link.payments.counted > 0 {
                guard builder.book.rival(of: link, at: now) == nil, let new = try? OrderID("way-on") else { continue }
                let replace = DuplicateCommand(
                    source: link.key,
                    newOrderID: new,
                    overrides: TermOverrides(),
                    supersede: true,
                    carryPaid: true,
                    issuance: ReferenceBuilder.issuance(builder.book.linkCount + 1)
                )
                #expect(throws: Never.self, context) { try replace.decide(in: builder.book, at: now) }
            }
        }

        private mutating func check() {
            let context: Comment = "seed \(random.seed), change \(builder.book.seq)"
            var payable: [String: Int] = [:]
            for link in builder.book.linksByCreation {
                let order = link.key.orderID.text
                let status = link.status(at: now)
                #expect(status == model[order]?.status(at: now), "\(order), \(context)")
                #expect(link.payments.carried == model[order]?.carried, "\(order), \(context)")
                #expect(link.balance.due == model[order]?.stillDue, "\(order), \(context)")
                #expect(link.balance.over == model.over(order), "\(order), \(context)")
                #expect(link.payments.held >= 0, "\(order), \(context)")
                // What an earlier link got can pay for one of which a payment is held.
                let isPaid = (link.beforeHold ?? status).isPaid
                if everPaid.contains(order) { #expect(isPaid, "\(order), \(context)") }
                if isPaid { everPaid.insert(order) }
                #expect(isPaid == (link.payments.settlement != nil), "\(order), \(context)")
                if status.isPayable { payable[link.lineage.root.text, default: 0] += 1 }
            }
            checkWayOn(context)
            if !allowsPlainDuplicates {
                #expect(payable.values.allSatisfy { $0 == 1 }, "one payable link per order: \(context)")
            }
        }
    }
}

extension OrderNote {
    fileprivate var uncounted: Int64 {
        if case .uncounted(let money, _, _) = self { money.amount } else { 0 }
    }
}
