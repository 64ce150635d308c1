@testable import PaymentLinks
import Testing

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
