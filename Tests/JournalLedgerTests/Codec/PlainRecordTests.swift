@testable import JournalLedger
import KeyVault
import PaymentLinks
import SystemPackage
import TestSupport
import Testing

/// The fast reader of plain records agrees with `EventReader`.
@Suite struct PlainRecordTests {
    private static let caller = Caller(uid: 1000, gid: 1000, pid: 4711)
    private let vault: KeyVault

    init() throws {
        vault = KeyVault(directory: "/state", disk: SimulatedDisk())
        _ = try vault.begin(KeyVault.Use())
    }

    private static func generated(
        _ random: inout SeededSequence,
        order: String,
        duplicateOf: String? = nil
    ) throws -> LinkGenerated {
        LinkGenerated(
            id: LinkID(tokenHash: (0..<15).map { _ in UInt8.random(in: 0...255, using: &random) }),
            key: LinkKey(site: try SiteName("default"), orderID: try OrderID.recorded(order)),
            issuer: "local",
            url: "https://shop.example/pay/\(random.next())",
            terms: try RandomTerms.terms(using: &random),
            expiresAt: Instant(milliseconds: .random(in: 0...4_000_000_000_000, using: &random)),
            lineage: Link.Lineage(
                duplicateOf: try duplicateOf.map { (text) throws(Refusal) in try OrderID.recorded(text) },
                root: try OrderID.recorded(duplicateOf ?? order),
                attempt: duplicateOf == nil ? 1 : 2
            )
        )
    }

    private func payload(_ events: [LinkEvent], at time: Instant, request: RequestIdentity? = nil) -> [UInt8] {
        EventWriter.payload(of: events, time: time, caller: Self.caller, request: request, vault: vault).bytes
    }

    private static func plain(_ bytes: [UInt8]) -> PlainRecord? { PlainRecord(bytes.span) }

    @Test func `a record of one new link is read as the event was written`() throws {
        var random = SeededSequence(for: #function)
        var accepted = 0
        for number in 0..<1500 {
            let isWild = Bool.random(using: &random)
            let order = isWild ? String(RandomTerms.text(upTo: 20, using: &random)) : "A-\(number)"
            guard (try? OrderID.recorded(order)) != nil else { continue }
            let made = try Self.generated(&random, order: order)
            guard case .generated(let event) = vault.naming([.generated(made)], of: nil)?.first else { continue }
            let time = Instant(milliseconds: .random(in: 0...4_000_000_000_000, using: &random))
            let bytes = payload([.generated(event)], at: time)
            guard let plain = Self.plain(bytes) else {
                #expect(order.contains { "\"\\".contains($0) } || isWild, "\(order) is plain")
                continue
            }
            accepted += 1
            func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
            #expect(plain.time == time)
            #expect(plain.expiresAt == event.expiresAt)
            #expect(plain.amount == event.terms.money.amount)
            #expect(plain.keyID == event.keyID)
            #expect(text(plain.site) == event.key.site.text)
            #expect(text(plain.orderID).utf8.elementsEqual(event.key.orderID.text.utf8))
            #expect(text(plain.linkID) == event.id.text)
            #expect(text(plain.currency) == event.terms.money.currency.code)
        }
        #expect(accepted > 500)
    }

    @Test func `any other record is left to the JSON reader`() throws {
        var random = SeededSequence(for: #function)
        let scope = RequestScope(uid: 1000, site: try SiteName("default"), key: try IdempotencyKey("k"))
        let request = RequestIdentity(
            scope: scope,
            fingerprint: RequestFingerprint(method: "generateLink", parameters: [])
        )
        let key = try ReferenceBuilder.key("A")
        for _ in 0..<50 {
            let event = try Self.generated(&random, order: "A")
            let copy = try Self.generated(&random, order: "B", duplicateOf: "A")
            let others: [[UInt8]] = [
                payload([.generated(event)], at: ManualClock.start, request: request),
                payload([.generated(copy)], at: ManualClock.start),
                payload([.cancelled(LinkCancelled(key: key, reason: nil))], at: ManualClock.start),
                payload(
                    [.superseded(LinkSuperseded(key: key, by: copy.key.orderID)), .generated(copy)],
                    at: ManualClock.start
                ),
                payload([.answered(LinkAnswered(key: key))], at: ManualClock.start),
            ]
            for bytes in others { #expect(Self.plain(bytes) == nil, "\(String(decoding: bytes, as: UTF8.self))") }
        }
    }

    @Test func `a truncated or changed record is refused`() throws {
        var random = SeededSequence(for: #function)
        let made = try Self.generated(&random, order: "A-1")
        let bytes = payload(try #require(vault.naming([.generated(made)], of: nil)), at: ManualClock.start)
        let whole = try #require(Self.plain(bytes))
        for count in 0..<whole.currency.upperBound + 11 { #expect(Self.plain(Array(bytes.prefix(count))) == nil) }
        let longNumber = String(repeating: "9", count: 19)
        for (old, new) in [(#""amount":"#, #""amount":0,"x":"#), (#""amount":"#, #""amount":\#(longNumber),"x":"#)] {
            let text = String(decoding: bytes, as: UTF8.self).replacing(old, with: new)
            #expect(Self.plain(Array(text.utf8)) == nil)
        }
    }

    @Test func `a strict replay trusts an ordinary record without reading it as JSON`() {
        let payload = Array(RecordText.plain.utf8)
        #expect(PlainRecord(payload.span)?.isBeyondDoubt(in: payload.span) == true)
    }
}
