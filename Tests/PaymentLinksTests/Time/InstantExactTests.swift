@testable import PaymentLinks
import TestSupport
import Testing

/// The exact reader accepts the text that `Instant.text` writes, and nothing else.
@Suite struct InstantExactTests {
    private static func moment(in bytes: [UInt8], at start: Int) -> Instant? { Instant(textIn: bytes.span, at: start) }

    @Test func `the text of an instant is read, and no other spelling`() throws {
        var random = SeededSequence(for: #function)
        for _ in 0..<5000 {
            let range = Instant.earliest.milliseconds...Instant.latest.milliseconds
            let moment = Instant(milliseconds: .random(in: range, using: &random))
            var bytes = Array("x\(moment.text)y".utf8)
            #expect(Self.moment(in: bytes, at: 1) == moment)
            #expect(Self.moment(in: bytes, at: 3) == nil, "too short")
            let position = 1 + Int.random(in: 0..<24, using: &random)
            bytes[position] = UInt8.random(in: 32..<127, using: &random)
            let text = String(decoding: bytes[1..<25], as: UTF8.self)
            let read = Self.moment(in: bytes, at: 1)
            if let read { #expect(read.text == text) }
            let isPlain = text.utf8.elementsEqual((try? Instant(rfc3339: text))?.text.utf8 ?? "".utf8)
            #expect((read != nil) == isPlain, "\(text)")
        }
    }
}
