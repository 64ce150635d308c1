import PaymentLinks
import TestSupport
import Testing

/// Random lives of links, and what a customer's mailbox gets meanwhile.
///
/// The rule is written a second time here, from what happened to each link and not from the link.
@Suite struct ReminderLifeTests {
    /// What the test itself knows of one link.
    private struct Life {
        let createdAt: Instant
        let wants: Bool
        let hasAddress: Bool
        var expiresAt: Instant
        var ended = false
        var erased = false
        var paidSomething = false
        var openings = 0
        var sent: Set<String> = []

        /// The slot whose mail is due by the words of the contract.
        func due(at now: Instant) -> String? {
            let age = now.milliseconds - createdAt.milliseconds
            let hour: Int64 = 3_600_000
            for (name, start) in [("1h", hour), ("24h", 24 * hour)] where age >= start && age <= start + 12 * hour {
                let isAlive = !ended && now < expiresAt && expiresAt.milliseconds > createdAt.milliseconds + start
                guard isAlive, wants, hasAddress, !erased, !paidSomething, openings < 20 else { return nil }
                return sent.contains(name) ? nil : name
            }
            return nil
        }
    }

    @Test func `never a mail after an end, never a second one of a slot, and never a missing one`() throws {
        var sentCount = 0
        for seed in 0..<300 {
            var random = SeededSequence(seed: UInt64(seed))
            var builder = ReferenceBuilder()
            var lives: [String: Life] = [:]
            var now = ManualClock.start
            for step in 0..<80 {
                now = now.adding(seconds: Int64.random(in: 0...5400, using: &random))
                try live(step, at: now, &builder, &lives, &random)
                guard Bool.random(using: &random) else { continue }
                sentCount += try claim(at: now, &builder, &lives)
            }
        }
        #expect(sentCount > 1000, "the lives are such that mails are due: \(sentCount)")
    }

    /// Claims, and compares what came with what is due.
    private func claim(
        at now: Instant,
        _ builder: inout ReferenceBuilder,
        _ lives: inout [String: Life]
    ) throws -> Int {
        let orders = lives.keys.sorted()
        let command = ClaimRemindersCommand(keys: try (orders + orders).map { try ReferenceBuilder.key($0) })
        var claimed: [String: String] = [:]
        if case .record(let events, _) = try builder.perform(.claimReminders(command), at: now) {
            for case .reminderClaimed(let event) in events {
                #expect(claimed[event.key.orderID.text] == nil, "one mail a claim")
                claimed[event.key.orderID.text] = event.slot.rawValue
            }
        }
        for order in orders {
            let due = lives[order]?.due(at: now)
            #expect(claimed[order] == due, "\(order) at \(now.text)")
            if let slot = claimed[order] { lives[order]?.sent.insert(slot) }
        }
        return claimed.count
    }

    /// One thing that happens: a link is made, or something becomes of one.
    private func live(
        _ step: Int,
        at now: Instant,
        _ builder: inout ReferenceBuilder,
        _ lives: inout [String: Life],
        _ random: inout SeededSequence
    ) throws {
        guard let order = lives.keys.sorted().randomElement(using: &random), Int.random(in: 0..<3, using: &random) > 0
        else {
            return try make("A-\(step)", at: now, &builder, &lives, &random)
        }
        let key = try ReferenceBuilder.key(order)
        let isAlive = lives[order].map { !$0.ended && now < $0.expiresAt } == true
        switch Int.random(in: 0..<24, using: &random) {
        case 0 where isAlive:
            try builder.cancel(order, at: now)
            lives[order]?.ended = true
        case 1 where isAlive:
            try builder.report(order, .completed, transaction: "t-\(step)", at: now)
            lives[order]?.ended = true
        case 2 where isAlive:
            try builder.report(order, .completed, amount: 100, transaction: "t-\(step)", at: now)
            lives[order]?.paidSomething = true
        case 3 where isAlive:
            try builder.report(order, .declined, at: now)
            lives[order]?.ended = true
        case 4 where isAlive:
            try builder.report(order, .uncleared, transaction: "t-\(step)", at: now)
            lives[order]?.ended = true
        case 5 where isAlive && lives[order]?.paidSomething == false:
            try builder.duplicate(order, as: "D-\(step)", supersede: true, at: now)
            lives[order]?.ended = true
        case 6 where lives[order]?.hasAddress == true && lives[order]?.erased == false:
            let reason = try Reason("Asked for it")
            try builder.perform(.erase(EraseCommand(keys: [key], reason: reason)), at: now)
            lives[order]?.erased = true
        case 7 where isAlive:
            let left = Link.openingsMax - (lives[order]?.openings ?? 0)
            for _ in 0..<left { try builder.open(order, at: now) }
            lives[order]?.openings = Link.openingsMax
        case 8 where isAlive:
            let seconds = Int64.random(in: 1...200_000, using: &random)
            try builder.expire(order, .at(now.adding(seconds: seconds)), at: now)
            lives[order]?.expiresAt = now.adding(seconds: seconds)
            // A new expiry counts openings anew for a link that was opened too often.
            lives[order]?.openings = try builder.link(order).openings
        default: break
        }
    }

    private func make(
        _ order: String,
        at now: Instant,
        _ builder: inout ReferenceBuilder,
        _ lives: inout [String: Life],
        _ random: inout SeededSequence
    ) throws {
        let wants = Int.random(in: 0..<8, using: &random) > 0
        let hasAddress = Int.random(in: 0..<8, using: &random) > 0
        let seconds = Bool.random(using: &random) ? 2_592_000 : Int64.random(in: 1...172_800, using: &random)
        let terms = LinkTerms(
            money: try Money(minorUnits: 4995, currency: Currency(code: "EUR")),
            description: try LinkDescription("Bicycle repair"),
            lifetime: try Lifetime(seconds: seconds),
            secondChanceEmail: wants,
            customer: hasAddress ? Customer(email: try EmailAddress("visser@mail.example")) : Customer()
        )
        try builder.generate(order, terms: terms, at: now)
        lives[order] = Life(
            createdAt: now,
            wants: wants,
            hasAddress: hasAddress,
            expiresAt: now.adding(seconds: seconds)
        )
    }
}
