@testable import JSON
import TestSupport
import Testing

/// Properties of random and mutated texts.
@Suite struct JSONPropertyTests {
    @Test func `a written text reads back as the same value`() throws {
        var generator = SeededSequence(for: #function)
        for _ in 0..<3_000 {
            let tree = JSONTree.random(depth: 5, using: &generator)
            var writer = JSONWriter()
            tree.write(to: &writer)
            let text = writer.bytes
            let root = try JSONDocument(parsing: text).root
            #expect(JSONTree(root) == tree, "seed \(generator.seed), text \(String(utf8: text))")
            #expect(root.rawBytes.elementsEqual(text))
            #expect(!text.contains(UInt8(ascii: "\n")))
        }
    }

    @Test func `mutated texts are read or refused, and never crash the reader`() throws {
        var generator = SeededSequence(for: #function)
        var acceptedCount = 0
        for _ in 0..<20_000 {
            var writer = JSONWriter()
            JSONTree.random(depth: 4, using: &generator).write(to: &writer)
            let text = mutated(writer.bytes, using: &generator)
            guard let document = parsed(text) else { continue }
            acceptedCount += 1
            try expectConsistent(document, text, seed: generator.seed)
        }
        // Some mutations keep a text valid; if none or nearly all did, the mutations would test nothing.
        #expect((1_000...19_000).contains(acceptedCount))
    }

    @Test func `a valid text cut anywhere is refused`() {
        let text = Array(#"{"a":[1.5e3,"x\u00e9\ud83d\ude00é€"],"b":{"c":true,"d":null}}"#.utf8)
        for length in text.indices {
            #expect(throws: JSONSyntaxError.self) { try JSONDocument(parsing: Array(text[..<length])) }
        }
    }

    private func parsed(_ text: [UInt8]) -> JSONDocument? {
        do throws(JSONSyntaxError) {
            return try JSONDocument(parsing: text, depthMax: 16)
        } catch {
            #expect((0...text.count).contains(error.offset))
            return nil
        }
    }

    /// Checks that an accepted text is UTF-8 and reads the same when it is written again.
    private func expectConsistent(_ document: JSONDocument, _ text: [UInt8], seed: UInt64) throws {
        let comment: Comment = "seed \(seed), text \(text)"
        #expect(String(validating: text, as: UTF8.self) != nil, comment)
        let tree = JSONTree(document.root)
        var writer = JSONWriter()
        tree.write(to: &writer)
        #expect(JSONTree(try JSONDocument(parsing: writer.bytes).root) == tree, comment)
    }

    private func mutated(_ text: [UInt8], using generator: inout SeededSequence) -> [UInt8] {
        var text = text
        for _ in 0..<Int.random(in: 1...3, using: &generator) where !text.isEmpty {
            let place = Int.random(in: text.indices, using: &generator)
            switch Int.random(in: 0..<6, using: &generator) {
            case 0: text[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case 1: text[place] = UInt8.random(in: 0...255, using: &generator)
            case 2: text.remove(at: place)
            case 3: text.insert(Array(#"[]{},:"\0-.eEu "#.utf8).randomElement(using: &generator) ?? 0, at: place)
            case 4: text.removeSubrange(place...)
            default: text.insert(contentsOf: text[place...].prefix(8), at: place)
            }
        }
        return text
    }
}
