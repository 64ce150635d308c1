@testable import JournalLedger
@testable import PaymentLinks
import TestSupport

/// The same random events, folded into an index and into the reference book of whole links.
struct LinkIndexStory {
    private(set) var builder = ReferenceBuilder()
    private(set) var index = LinkIndex(hash: KeyedHash(key: 1, 2))
    /// The records that concern each order.
    private(set) var locations: [LinkKey: [RecordLocation]] = [:]
    private(set) var scopes: [RequestScope] = []
    private var random: SeededSequence
    private var rows: [LinkKey: UInt32] = [:]
    private(set) var now = ManualClock.start
    private var offset = 100

    init(_ random: SeededSequence) {
        self.random = random
    }

    mutating func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }

    /// Decides and folds one random command.
    mutating func step(_ number: Int) throws {
        now = Instant(milliseconds: now.milliseconds + Int64(pick(4000) - 500))
        let key = try ReferenceBuilder.key(
            "A-\(pick(10) == 0 ? pick(number + 1) : max(0, number - pick(20)))",
            site: "s\(pick(3))"
        )
        let command = try command(number, key)
        guard let decision = try? command.decide(in: builder.book, at: now),
            case .record(let events, let answers) = decision
        else { return }
        var entries = RecordEntries(seq: builder.book.seq + 1, count: events.count)
        let location = RecordLocation(offset: offset, length: 10 + pick(100))
        offset += location.length
        for (position, event) in events.enumerated() {
            if case .generated(let generated) = event {
                rows[event.key] = index.add(generated, event: position, at: now, to: &entries)
            } else if let row = rows[event.key] {
                index.change(row, by: event, event: position, to: &entries)
            }
            if case .answered = event { continue }
            if locations[event.key]?.last != location { locations[event.key, default: []].append(location) }
        }
        try builder.fold(events, at: now)
        if let request = command.request {
            index.add(request.scope, to: &entries)
            builder.remember(request, answers, at: now)
            scopes.append(request.scope)
        }
        index.markDurable(entries, at: location)
    }

    private mutating func command(_ number: Int, _ key: LinkKey) throws -> Command {
        switch pick(8) {
        case 0, 1, 2:
            let currency = ["EUR", "JPY", "USD"][pick(3)]
            var terms = try ReferenceBuilder.terms(amount: Int64(1 + pick(3000)), currency: currency)
            terms.lifetime = try Lifetime(seconds: Int64(1 + pick(200)))
            var generate = GenerateCommand(
                key: try ReferenceBuilder.key("A-\(number)", site: "s\(pick(3))"),
                terms: terms,
                issuance: ReferenceBuilder.issuance(number)
            )
            if pick(3) == 0 {
                let scope = RequestScope(uid: 1, site: generate.key.site, key: try IdempotencyKey("k\(number)"))
                generate.request = RequestIdentity(
                    scope: scope,
                    fingerprint: RequestFingerprint(method: "m", parameters: [])
                )
            }
            return .generate(generate)
        case 3:
            return .generate(
                GenerateCommand(
                    key: key,
                    terms: try ReferenceBuilder.terms(),
                    issuance: ReferenceBuilder.issuance(number),
                    onExisting: .reissue
                )
            )
        case 4:
            return .duplicate(
                DuplicateCommand(
                    source: key,
                    newOrderID: try OrderID("D-\(number)"),
                    overrides: TermOverrides(),
                    supersede: pick(2) == 0,
                    issuance: ReferenceBuilder.issuance(number)
                )
            )
        case 5: return .cancel(CancelCommand(key: key, reason: nil, ifVersion: nil))
        case 6:
            let statuses = ReportedStatus.allCases + [.completed, .uncleared, .declined]
            let report = PaymentReport(
                status: statuses[pick(statuses.count)],
                amount: pick(2) == 0 ? nil : Int64(1 + pick(3000))
            )
            return .recordPayment(RecordPaymentCommand(key: key, report: report))
        default:
            if pick(2) == 0 { return .expire([key]) }
            var update = UpdateCommand(key: key)
            update.expiry = .after(try Lifetime(seconds: Int64(1 + pick(300))))
            return .update(update)
        }
    }

    /// A filter that rows alone decide.
    mutating func filter() throws -> LinkFilter {
        var filter = LinkFilter()
        if pick(3) == 0 { filter.site = try SiteName("s\(pick(4))") }
        if pick(2) == 0 { filter.statuses = [LinkStatus.allCases[pick(12)], LinkStatus.allCases[pick(12)]] }
        let moments = (0..<4).map { _ in
            pick(4) == 0 ? builder.book.linksByCreation.randomElement(using: &random).map(\.createdAt) : nil
        }
        (filter.createdAfter, filter.createdBefore) = (moments[0], moments[1])
        (filter.expiresAfter, filter.expiresBefore) = (moments[2], moments[3])
        if pick(4) == 0 { filter.currency = try Currency(code: ["EUR", "JPY", "USD"][pick(3)]) }
        if pick(4) == 0 { filter.amountMin = Int64(pick(3000)) }
        if pick(4) == 0 { filter.amountMax = Int64(pick(3000)) }
        return filter
    }
}
