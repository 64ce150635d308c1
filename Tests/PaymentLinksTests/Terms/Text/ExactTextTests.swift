@testable import PaymentLinks
import Testing

@Suite struct ExactTextTests {
    @Test func `canonically equivalent texts differ`() {
        let composed = ExactText("caf\u{e9}")
        let decomposed = ExactText("cafe\u{301}")
        #expect(composed.string == decomposed.string)
        #expect(composed != decomposed)
        #expect(Set([composed, decomposed]).count == 2)
    }

    @Test func `texts of equal bytes are equal, however they were made`() {
        let long = String(repeating: "ab", count: 40)
        let same = ExactText(long.split(separator: "").joined())
        #expect(ExactText(long) == same)
        #expect(ExactText(long).hashValue == same.hashValue)
        #expect(ExactText(String(long.dropLast())) != same)
    }

    @Test func `the border between two texts is part of the hash`() {
        #expect(hash("ab", "c") != hash("a", "bc"))
    }

    private func hash(_ texts: String...) -> Int {
        var hasher = Hasher()
        for text in texts { ExactText(text).hash(into: &hasher) }
        return hasher.finalize()
    }
}
