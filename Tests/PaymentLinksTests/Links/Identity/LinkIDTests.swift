@testable import PaymentLinks
import Testing

@Suite struct LinkIDTests {
    @Test func `an ID is lnk_ and 24 letters and digits`() {
        for (byte, character) in [(UInt8(0), "0"), (0xff, "z")] {
            let id = LinkID(tokenHash: [UInt8](repeating: byte, count: LinkID.byteCount))
            #expect(id.text == "lnk_" + String(repeating: character, count: 24))
        }
    }

    @Test func `the alphabet has no look-alikes`() {
        // The numbers 0 to 31, five bits each.
        let bytes: [UInt8] = [
            0x00, 0x44, 0x32, 0x14, 0xc7, 0x42, 0x54, 0xb6, 0x35, 0xcf,
            0x84, 0x65, 0x3a, 0x56, 0xd7, 0xc6, 0x75, 0xbe, 0x77, 0xdf,
        ]
        #expect(LinkToken(random: bytes).text == "0123456789abcdefghjkmnpqrstvwxyz")
    }

    @Test func `every bit of a token changes its text`() {
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
