@testable import Issuing
import JSONRPC
@testable import Journal
@testable import JournalLedger
@testable import KeyVault
@testable import PaymentLinks
import SystemPackage
import TestSupport
import Testing

/// Events are read from the journal as they were written.
@Suite struct EventCodingTests {
    private static let directory: FilePath = "/state"

    /// Writes payloads to a journal, opens it again and returns its records, without commit markers.
    private func records(of payloads: [(bytes: [UInt8], count: Int)]) throws -> [JournalRecord] {
        let disk = SimulatedDisk()
        let journal = try open(disk) { _ in }
        for payload in payloads { _ = try journal.append(payload: payload.bytes, count: payload.count) }
        journal.close()
        var records: [JournalRecord] = []
        try open(disk) { if $0.count > 0 { records.append($0) } }.close()
        return records
    }

    private func open(_ disk: SimulatedDisk, _ replay: (JournalRecord) throws -> Void) throws -> Journal {
        try Journal.open(
            directory: Self.directory,
            disk: disk,
            createdAt: ManualClock.start.text,
            id: String(repeating: "0", count: 32)
        ).replay(replay).start()
    }

    @Test func `random changes with every field survive a round trip`() throws {
        var random = SeededSequence(for: #function)
        let vault = KeyVault(directory: Self.directory, disk: SimulatedDisk())
        _ = try vault.begin(KeyVault.Use())
        let changes = try (0..<400).map { number in
            let change = try change(number, using: &random)
            guard Bool.random(using: &random) else { return change }
            let events = try #require(vault.naming(change.events, of: change.request))
            return RecordedChange(
                time: change.time,
                caller: change.caller,
                request: change.request,
                notes: change.notes,
                events: events
            )
        }
        let payloads = changes.map { change in
            EventWriter.payload(
                of: change.events,
                time: change.time,
                caller: change.caller,
                request: change.request,
                notes: change.notes,
                vault: vault
            )
        }
        let records = try records(of: zip(payloads, changes).map { (bytes: $0.bytes, count: $1.events.count) })
        try #require(records.count == changes.count)
        for (record, change) in zip(records, changes) {
            let read = try EventReader.read(record, opening: vault)
            #expect(read.events == change.events)
            #expect(read.time == change.time)
            #expect(read.caller == change.caller)
            #expect(read.request == change.request)
            #expect(read.notes == (change.request == nil ? [] : change.notes), "notes are kept with a key")
        }
        for (record, (payload, change)) in zip(records, zip(payloads, changes)) {
            #expect(try EventReader.read(record, opening: vault).eventRanges == payload.events)
            for (number, range) in payload.events.enumerated() {
                let event = try EventReader.read(event: Array(payload.bytes[range]), seq: 1, opening: vault)
                #expect(event == change.events[number], "an event can be read from its range")
            }
        }
    }

    private func change(_ number: Int, using random: inout SeededSequence) throws -> RecordedChange {
        let key = LinkKey(site: try SiteName("site-\(number % 3)"), orderID: try orderID(using: &random))
        var events: [LinkEvent] = []
        if Bool.random(using: &random) {
            events.append(.superseded(LinkSuperseded(key: key, by: try orderID(using: &random))))
            let yen = try Currency(code: "JPY")
            events.append(.superseded(LinkSuperseded(key: key, by: try orderID(using: &random), currency: yen)))
        }
        if Bool.random(using: &random) {
            let reason = try Reason(RandomTerms.text(upTo: 200, using: &random))
            let keyIDs = (0..<Int.random(in: 0...3, using: &random)).map { _ in
                KeyID(keys: .random(in: 0...UInt64.max, using: &random), number: .random(in: 0...1, using: &random))
            }
            events.append(.erased(PersonalDataErased(key: key, reason: reason, keyIDs: keyIDs)))
        }
        if Bool.random(using: &random) { events.append(.answered(LinkAnswered(key: key))) }
        if Bool.random(using: &random) {
            let reason = try RandomTerms.maybe(&random) { try Reason(RandomTerms.text(upTo: 200, using: &$0)) }
            events.append(.cancelled(LinkCancelled(key: key, reason: reason)))
        }
        for event in try laterEvents(key, using: &random) where Bool.random(using: &random) { events.append(event) }
        if Bool.random(using: &random) { events += [.opened(LinkOpened(key: key)), .answered(LinkAnswered(key: key))] }
        events.append(.generated(try generated(key, number, using: &random)))
        return RecordedChange(
            time: Instant(
                milliseconds: .random(in: Instant.earliest.milliseconds...Instant.latest.milliseconds, using: &random)
            ),
            caller: Caller(
                uid: .random(in: 0...UInt32.max, using: &random),
                gid: [0, UInt32.max].randomElement(using: &random) ?? 0,
                pid: .random(in: 0...Int32.max, using: &random)
            ),
            request: try RandomTerms.maybe(&random) { try request(using: &$0) },
            notes: try (0..<Int.random(in: 0...3, using: &random)).map { _ in try note(using: &random) },
            events: events
        )
    }

    private func note(using random: inout SeededSequence) throws -> OrderNote {
        let money = OrderNote.Holding(
            order: try orderID(using: &random),
            amount: .random(in: 1...Money.maximumAmount, using: &random),
            currency: Currency.all[Int.random(in: Currency.all.indices, using: &random)],
            holders: try (0..<Int.random(in: 0...3, using: &random)).map { _ in try orderID(using: &random) },
            isSurplus: Bool.random(using: &random)
        )
        guard Bool.random(using: &random) else { return .over(money) }
        return .uncounted(
            money,
            new: try orderID(using: &random),
            replacing: try RandomTerms.maybe(&random) { try orderID(using: &$0) }
        )
    }

    private func laterEvents(_ key: LinkKey, using random: inout SeededSequence) throws -> [LinkEvent] {
        let other = try orderID(using: &random)
        let updated = LinkUpdated(
            key: key,
            expiresAt: RandomTerms.maybe(&random) { Instant(milliseconds: .random(in: 0...9_999_999_999, using: &$0)) },
            secondChanceEmail: RandomTerms.maybe(&random) { Bool.random(using: &$0) },
            metadata: try RandomTerms.maybe(&random) { try RandomTerms.metadata(using: &$0) },
            reason: try RandomTerms.maybe(&random) { try Reason(RandomTerms.text(upTo: 200, using: &$0)) },
            resetsOpenings: Bool.random(using: &random)
        )
        let slot = ReminderSlot.allCases.randomElement(using: &random) ?? .hour
        let confirmation = LinkReminders.Confirmation(
            isSent: Bool.random(using: &random),
            note: try RandomTerms.maybe(&random) { try PaymentNote(RandomTerms.text(upTo: 200, using: &$0)) }
        )
        return [
            .reminderClaimed(ReminderClaimed(key: key, slot: slot)),
            .reminderConfirmed(ReminderConfirmed(key: key, slot: slot, confirmation: confirmation)),
            .paymentRecorded(try payment(key, using: &random)), .updated(updated), .expired(LinkExpired(key: key)),
            .markedDuplicate(LinkMarkedDuplicate(key: key, by: other)), .paidAgain(LinkPaidAgain(key: key, by: other)),
            .paidCarried(paidCarried(key, using: &random)),
            .paidAgain(LinkPaidAgain(key: key, by: nil)),
            .paidCounted(paidCounted(key, using: &random)),
            .answered(LinkAnswered(key: key)), .unknownOrderReported(try unknownOrder(key, using: &random)),
        ]
    }

    private func paidCarried(_ key: LinkKey, using random: inout SeededSequence) -> LinkPaidCarried {
        LinkPaidCarried(
            key: key,
            amount: .random(in: 0...Money.maximumAmount, using: &random),
            currency: currency(using: &random)
        )
    }

    private func paidCounted(_ key: LinkKey, using random: inout SeededSequence) -> LinkPaidCounted {
        LinkPaidCounted(
            key: key,
            amount: .random(in: 0...Money.maximumAmount, using: &random),
            currency: Currency.all[Int.random(in: Currency.all.indices, using: &random)]
        )
    }

    private func currency(using random: inout SeededSequence) -> Currency? {
        RandomTerms.maybe(&random) { Currency.all[Int.random(in: Currency.all.indices, using: &$0)] }
    }

    private func unknownOrder(_ key: LinkKey, using random: inout SeededSequence) throws -> UnknownOrderReported {
        UnknownOrderReported(
            key: key,
            status: RandomTerms.maybe(&random) { ReportedStatus.allCases.randomElement(using: &$0) } ?? nil,
            transactionID: try RandomTerms.maybe(&random) { _ in try TransactionID("17") },
            amount: RandomTerms.maybe(&random) { .random(in: 0...Money.maximumAmount, using: &$0) },
            currency: RandomTerms.maybe(&random) { _ in "VEF" }
        )
    }

    private func payment(_ key: LinkKey, using random: inout SeededSequence) throws -> PaymentRecorded {
        let status = ReportedStatus.allCases.randomElement(using: &random) ?? .completed
        let hasAmount = status.movesMoney || Bool.random(using: &random)
        let report = PaymentReport(
            status: status,
            amount: hasAmount ? .random(in: 1...Money.maximumAmount, using: &random) : nil,
            transactionID: try RandomTerms.maybe(&random) { random in
                try TransactionID("\(UInt64.random(in: 0...UInt64.max, using: &random))")
            },
            occurredAt: RandomTerms.maybe(&random) { random in
                Instant(milliseconds: .random(in: 0...9_999_999_999, using: &random))
            },
            note: try RandomTerms.maybe(&random) { try PaymentNote(RandomTerms.text(upTo: 200, using: &$0)) },
            otherMoney: RandomTerms.maybe(&random) {
                .init(amount: .random(in: 0...Money.maximumAmount, using: &$0), currency: "USD")
            }
        )
        return PaymentRecorded(
            key: key,
            report: report,
            currency: currency(using: &random),
            becomes: LinkStatus.allCases.randomElement(using: &random) ?? .completed,
            afterHold: RandomTerms.maybe(&random) { LinkStatus.allCases.randomElement(using: &$0) ?? .completed },
            isLate: Bool.random(using: &random),
            settledBy: try RandomTerms.maybe(&random) { try orderID(using: &$0) }
        )
    }

    private func generated(_ key: LinkKey, _ number: Int, using random: inout SeededSequence) throws -> LinkGenerated {
        let isDuplicate = Bool.random(using: &random)
        let issuance = LocalIssuer(checkoutURL: "https://shop.example/pay/").plan(SeededRandom(seed: UInt64(number)))
        return LinkGenerated(
            id: issuance.id,
            key: key,
            issuer: issuance.issuer,
            url: issuance.url,
            terms: try RandomTerms.terms(using: &random),
            expiresAt: Instant(milliseconds: .random(in: 0...Instant.latest.milliseconds, using: &random)),
            lineage: Link.Lineage(
                duplicateOf: isDuplicate ? try orderID(using: &random) : nil,
                root: isDuplicate ? try orderID(using: &random) : key.orderID,
                attempt: isDuplicate ? .random(in: 2...10_000, using: &random) : 1
            ),
            carriedAmount: isDuplicate ? .random(in: 0...Money.maximumAmount, using: &random) : 0
        )
    }

    private func request(using random: inout SeededSequence) throws -> RequestIdentity {
        let names = ["orderId", "amount", "metadata", "customer"].filter { _ in Bool.random(using: &random) }
        return RequestIdentity(
            scope: RequestScope(
                uid: .random(in: 0...UInt32.max, using: &random),
                site: try SiteName("default"),
                key: try IdempotencyKey(RandomTerms.text(upTo: 255, using: &random))
            ),
            fingerprint: RequestFingerprint(
                method: "generateLink",
                parameters: names.map { .init(name: $0, hash: .random(in: 0...UInt64.max, using: &random)) }
            )
        )
    }

    private func orderID(using random: inout SeededSequence) throws(Refusal) -> OrderID {
        try OrderID.recorded(RandomTerms.text(upTo: 50, using: &random))
    }
}
