import Issuing
import MultiSafepay
import PaymentLinks
import TestSupport
import Testing

@Suite struct NotificationSignatureTests {
    private let signature = NotificationSignature(apiKey: Array(SignatureVector.apiKey.utf8))

    private func fault(
        _ auth: String,
        _ body: String,
        at now: Instant,
        under signature: NotificationSignature? = nil
    ) -> NotificationSignature.Fault? {
        do throws(NotificationSignature.Fault) {
            try (signature ?? self.signature).check(auth, of: body.utf8, at: now)
            return nil
        } catch {
            return error
        }
    }

    private func moment(_ seconds: String) throws -> Instant {
        Instant(milliseconds: try #require(Int64(seconds)) * 1000)
    }

    @Test(arguments: SignatureVector.all)
    func `every known signature is taken or refused`(vector: SignatureVector) throws {
        let fault = try fault(vector.auth, vector.body, at: moment(vector.time))
        #expect(fault == (vector.isValid ? nil : .wrong))
        if vector.isValid { #expect(signature.auth(for: vector.body.utf8, time: vector.time) == vector.auth) }
    }

    private static let ages: [(Int64, NotificationSignature.Fault?)] = [
        (600, nil), (601, .old), (-120, nil), (-121, .early), (1_000_000, .old),
    ]

    @Test(arguments: ages)
    func `a signature is fresh for ten minutes, and clocks may differ by two`(
        age: Int64,
        expected: NotificationSignature.Fault?
    ) throws {
        let vector = SignatureVector.all[0]
        #expect(fault(vector.auth, vector.body, at: try moment(vector.time).adding(seconds: age)) == expected)
    }

    @Test func `another site's key signs nothing here`() throws {
        let vector = SignatureVector.all[0]
        let other = NotificationSignature(apiKey: Array("pl_test_other".utf8))
        #expect(fault(vector.auth, vector.body, at: try moment(vector.time), under: other) == .wrong)
    }

    @Test(arguments: [
        "", ":", "MTc3", "=", "a", "OjA=", "MTIzNDU2Nzg5MDEyMzo=", String(repeating: "A", count: 100_000),
    ])
    func `what is no signature is refused`(auth: String) {
        #expect(fault(auth, "{}", at: ManualClock.start) == .wrong)
    }

    @Test func `of 100,000 mutated notifications each is refused`() throws {
        var random = SeededSequence(for: "mutated notifications")
        let vectors = SignatureVector.all.filter(\.isValid).filter { $0.body.utf8.count < 200 }
        var taken: [String] = []
        for _ in 0..<100_000 {
            let vector = vectors[Int.random(in: 0..<vectors.count, using: &random)]
            var (auth, body) = (Array(vector.auth.utf8), Array(vector.body.utf8))
            if Bool.random(using: &random) { mutate(&auth, &random) } else { mutate(&body, &random) }
            let (authText, bodyText) = (String(decoding: auth, as: UTF8.self), String(decoding: body, as: UTF8.self))
            if authText == vector.auth, bodyText == vector.body { continue }
            if fault(authText, bodyText, at: try moment(vector.time)) == nil { taken.append("\(authText) \(bodyText)") }
        }
        #expect(taken == [])
    }

    /// Changes, removes, adds, doubles or swaps some bytes, or cuts the end off.
    private func mutate(_ bytes: inout [UInt8], _ random: inout SeededSequence) {
        for _ in 0..<Int.random(in: 1...3, using: &random) where !bytes.isEmpty {
            let position = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<6, using: &random) {
            case 0: bytes[position] = UInt8.random(in: 0x20...0x7e, using: &random)
            case 1: bytes.remove(at: position)
            case 2: bytes.insert(UInt8.random(in: 0x20...0x7e, using: &random), at: position)
            case 3: bytes[position] ^= 0x20
            case 4: bytes.swapAt(position, Int.random(in: 0..<bytes.count, using: &random))
            default: bytes.removeLast(bytes.count - position)
            }
        }
    }
}
