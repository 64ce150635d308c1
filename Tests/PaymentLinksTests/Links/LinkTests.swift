import TestSupport
import Testing

@testable import PaymentLinks

@Suite struct LinkTests {
    private let start = ManualClock.start

    private func link(_ orderID: String = "A", build: (inout BookBuilder) throws -> Void = { _ in }) throws -> Link {
        var builder = BookBuilder()
        try builder.generate(orderID)
        try build(&builder)
        return try #require(builder.book.link(for: BookBuilder.key(orderID)))
    }

    @Test func `it expires at the very millisecond`() throws {
        let link = try link()
        #expect(link.expiresAt == start.adding(seconds: 2_592_000))
        let lastMoment = Instant(milliseconds: link.expiresAt.milliseconds - 1)
        #expect(link.status(at: start) == .active)
        #expect(link.status(at: lastMoment) == .active)
        #expect(link.status(at: link.expiresAt) == .expired)
        #expect(link.status(at: .latest) == .expired)
    }

    @Test func `a clock that was put back makes an expired link active again`() throws {
        let link = try link()
        #expect(link.status(at: link.expiresAt) == .expired)
        #expect(link.status(at: .earliest) == .active)
    }

    @Test func `cancelled outranks expired`() throws {
        let link = try link { try $0.cancel("A") }
        #expect(link.status(at: start) == .cancelled)
        #expect(link.status(at: link.expiresAt) == .cancelled)
    }

    @Test func `a superseded link is cancelled without a reason and names its successor`() throws {
        let link = try link { try $0.duplicate("A", as: "B", supersede: true) }
        #expect(link.status(at: start) == .cancelled)
        #expect(link.supersededBy?.text == "B")
        #expect(link.cancellation == Link.Cancellation(at: start, reason: nil))
    }

    @Test func `a lifetime that ends after the last moment ends at the last moment`() throws {
        var builder = BookBuilder()
        try builder.generate("A", at: .latest)
        #expect(try builder.book.link(for: BookBuilder.key("A"))?.expiresAt == .latest)
    }
}

@Suite struct LinkStatusTests {
    @Test func `a link is dead when nobody can pay it and nobody has`() {
        let dead = LinkStatus.allCases.filter(\.isDead)
        #expect(Set(dead) == [.declined, .cancelled, .expired, .failed])
    }

    @Test func `the words are those of the wire`() {
        let words = LinkStatus.allCases.map(\.rawValue).joined(separator: " ")
        let wire = """
            pending active uncleared completed declined cancelled expired duplicate refunded partialRefunded \
            chargedback failed
            """
        #expect(words == wire)
    }
}

@Suite struct LinkIDTests {
    @Test func `it is lnk_ and 24 letters and digits`() {
        #expect(LinkID(random: [UInt8](repeating: 0, count: 15)).text == "lnk_" + String(repeating: "0", count: 24))
        #expect(LinkID(random: [UInt8](repeating: 0xff, count: 15)).text == "lnk_" + String(repeating: "z", count: 24))
    }

    @Test func `the alphabet has no look-alikes`() {
        // The 32 numbers of five bits in their order.
        let bytes: [UInt8] = [
            0x00, 0x44, 0x32, 0x14, 0xc7, 0x42, 0x54, 0xb6, 0x35, 0xcf,
            0x84, 0x65, 0x3a, 0x56, 0xd7, 0xc6, 0x75, 0xbe, 0x77, 0xdf,
        ]
        #expect(LinkToken(random: bytes).text == "0123456789abcdefghjkmnpqrstvwxyz")
    }

    @Test func `every bit counts`() {
        let bytes = [UInt8](repeating: 0, count: LinkToken.randomByteCount)
        var seen: Set<String> = [LinkToken(random: bytes).text]
        for bit in 0..<bytes.count * 8 {
            var changed = bytes
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            seen.insert(LinkToken(random: changed).text)
        }
        #expect(seen.count == bytes.count * 8 + 1)
        #expect(seen.allSatisfy { $0.utf8.count == 32 })
    }
}
