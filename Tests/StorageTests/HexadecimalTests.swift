@testable import Storage
import TestSupport
import Testing

@Suite struct HexadecimalTests {
    private func word(_ bytes: [UInt8]) -> UInt64 {
        bytes.withUnsafeBytes { $0.loadUnaligned(as: UInt64.self) }
    }

    private func text(of value: UInt32) -> [UInt8] {
        let digits = String(value, radix: 16)
        return Array((String(repeating: "0", count: 8 - digits.count) + digits).utf8)
    }

    @Test func `numbers are spelled in eight lowercase digits and read back`() {
        var random = SeededSequence(for: #function)
        let values: [UInt32] = [0, 1, 9, 10, 15, 16, 0x89AB_CDEF, 0x0123_4567, .max]
        for value in values + (0..<1000).map({ _ in UInt32.random(in: 0 ... .max, using: &random) }) {
            #expect(Hexadecimal.word(of: value) == word(text(of: value)), "\(value)")
            #expect(Hexadecimal.number(ofWord: word(text(of: value))) == value)
        }
    }

    @Test func `only lowercase digits are read, at any position`() {
        for byte in UInt8.min...UInt8.max {
            let isDigit = UnicodeScalar(byte).properties.isASCIIHexDigit && !(65...70).contains(byte)
            for place in 0..<8 {
                for others in ["00000000", "99999999", "ffffffff"] {
                    var bytes = Array(others.utf8)
                    bytes[place] = byte
                    let expected = isDigit ? UInt32(String(decoding: bytes, as: UTF8.self), radix: 16) : nil
                    #expect(Hexadecimal.number(ofWord: word(bytes)) == expected, "\(byte) at \(place)")
                }
            }
        }
    }
}
