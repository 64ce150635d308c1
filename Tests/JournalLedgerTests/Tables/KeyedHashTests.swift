@testable import JournalLedger
import Testing

/// The keyed hash is SipHash-1-3 under the journal's ID.
@Suite struct KeyedHashTests {
    /// Computed with another implementation, which reproduces the paper's test vectors of SipHash-2-4.
    @Test(
        arguments: [
            (0, 0xabac_0158_050f_c4dc), (1, 0xc9f4_9bf3_7d57_ca93), (7, 0xd392_7d98_9bb1_1140),
            (8, 0x3690_9511_8d29_9a8e),
            (9, 0x25a4_8eb3_6c06_3de4), (15, 0xd320_d86d_2a51_9956), (16, 0xcc4f_dd1a_7d90_8b66),
            (63, 0x9d19_9062_b7bb_b3a8),
        ] as [(Int, UInt64)]
    )
    func `hashes are those of SipHash-1-3`(count: Int, expected: UInt64) {
        let hash = KeyedHash(key: 0x0706_0504_0302_0100, 0x0f0e_0d0c_0b0a_0908)
        #expect(hash.hash((0..<count).map { UInt8($0) }) == expected)
    }

    @Test func `the key is read from the journal's ID`() {
        let id = "0706050403020100" + "0f0e0d0c0b0a0908"
        #expect(KeyedHash(journalID: id).hash([]) == 0xabac_0158_050f_c4dc)
        let others = ["", "x", String(id.dropLast()), id.uppercased() + "0"].map { KeyedHash(journalID: $0).hash([1]) }
        #expect(Set(others).count == others.count)
    }
}
