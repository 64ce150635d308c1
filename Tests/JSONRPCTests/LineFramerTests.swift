@testable import JSONRPC
import TestSupport
import Testing

@Suite struct LineFramerTests {
    @Test(
        arguments: [
            ("", []), ("\n", []), ("a\n", ["a"]), ("a", ["a"]), ("a\r\n", ["a"]), ("a\r", ["a"]), ("a\r\r\n", ["a\r"]),
            ("a\nb\n", ["a", "b"]), ("\n\n a \n\n", [" a "]),
            (" \t\r\n", []), ("  ", []), ("12345678\n", ["12345678"]), ("12345678\r\n", ["12345678"]),
            ("123456789\nb\n", [nil, "b"]), ("123456789\r\nb", [nil, "b"]),
            ("12345678\r\r\nb", [nil, "b"]), ("1234567890123456789", [nil]),
            ("a\n1234567890123456789\nb\n", ["a", nil, "b"]), ("         \na\n", [nil, "a"]),
            ("12345678\r", ["12345678"]), ("123456789", [nil]), ("é\n", ["é"]), ("a\u{0}b\n", ["a\u{0}b"]),
        ] as [(String, [String?])]
    )
    func `frames do not depend on the split`(_ input: String, expected: [String?]) {
        let expected = expected.map { $0.map { LineFramer.Frame.line(Array($0.utf8)) } ?? .tooLong }
        let bytes = Array(input.utf8)
        #expect(frames(of: [bytes[...]]) == expected)
        #expect(frames(of: bytes.indices.map { bytes[$0...$0] }) == expected)
        for cut in bytes.indices { #expect(frames(of: [bytes[..<cut], bytes[cut...]]) == expected) }
    }

    @Test func `random streams in random pieces`() {
        var generator = SeededSequence(for: #function)
        for _ in 0..<2_000 {
            let alphabet = Array("ab \t\r\r\n\n\n".utf8)
            let bytes = (0..<Int.random(in: 0..<120, using: &generator)).map { _ in
                alphabet.randomElement(using: &generator) ?? 0
            }
            var pieces: [ArraySlice<UInt8>] = []
            var start = 0
            while start < bytes.count {
                let end = Int.random(in: (start + 1)...min(bytes.count, start + 20), using: &generator)
                pieces.append(bytes[start..<end])
                start = end
            }
            #expect(frames(of: pieces) == reference(bytes), "seed \(generator.seed), bytes \(bytes)")
        }
    }

    @Test func `long lines and short ones in random pieces`() {
        var generator = SeededSequence(for: #function)
        for _ in 0..<100 {
            var bytes: [UInt8] = []
            for number in 0..<8 {
                let length = Bool.random(using: &generator) ? Int.random(in: 16_000...60_000, using: &generator) : 3
                bytes += [UInt8](repeating: UInt8(ascii: "a") + UInt8(number), count: length)
                bytes += ["\n", "\r\n", "\n\n"].randomElement(using: &generator).map { Array($0.utf8) } ?? []
            }
            bytes.removeLast(Int.random(in: 0...2, using: &generator))
            var pieces: [ArraySlice<UInt8>] = []
            var start = 0
            while start < bytes.count {
                let end = Int.random(in: (start + 1)...min(bytes.count, start + 65_536), using: &generator)
                pieces.append(bytes[start..<end])
                start = end
            }
            let isRight = frames(of: pieces, lineBytesMax: 50_000) == reference(bytes, lineBytesMax: 50_000)
            #expect(isRight, "seed \(generator.seed)")
        }
    }

    @Test func `a line over the limit is reported once, as soon as it is too long, and not kept`() {
        var framer = LineFramer(lineBytesMax: 8)
        framer.append("12345678")
        #expect(framer.next() == nil)
        framer.append("9")
        #expect(framer.next() == .tooLong)
        #expect(framer.bufferedByteCount == 0)
        for _ in 0..<1_000 {
            framer.append("more and more of it")
            #expect(framer.next() == nil)
            #expect(framer.bufferedByteCount == 0)
        }
        framer.append("end\nnext\n")
        #expect(framer.next() == .line(Array("next".utf8)))
        #expect(framer.next() == nil)
        #expect(framer.finish() == nil)
    }

    @Test func `the buffered bytes are counted`() {
        var framer = LineFramer(lineBytesMax: 100)
        framer.append("one\ntwo\nth")
        #expect(framer.bufferedByteCount == 10)
        #expect(framer.next() == .line(Array("one".utf8)))
        #expect(framer.bufferedByteCount == 6)
        #expect(framer.next() == .line(Array("two".utf8)))
        #expect(framer.next() == nil)
        #expect(framer.bufferedByteCount == 2)
        framer.append("ree")
        #expect(framer.finish() == .line(Array("three".utf8)))
        #expect(framer.finish() == nil)
        #expect(framer.bufferedByteCount == 0)
    }

    @Test func `lines that were not taken survive the end of the input`() {
        var framer = LineFramer(lineBytesMax: 100)
        framer.append("one\n\ntwo")
        #expect(framer.finish() == .line(Array("one".utf8)))
        #expect(framer.finish() == .line(Array("two".utf8)))
        #expect(framer.finish() == nil)
    }

    @Test(.timeLimit(.minutes(10))) func `a long line byte by byte comes out whole`() {
        var framer = LineFramer(lineBytesMax: 1 << 20)
        var early: [LineFramer.Frame] = []
        for _ in 0..<(1 << 20) {
            framer.append("x")
            if let frame = framer.next() { early.append(frame) }
        }
        #expect(early.isEmpty)
        framer.append("\n")
        #expect(framer.next() == .line([UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)))
        #expect(framer.bufferedByteCount == 0)
    }

    @Test func `a discarded line is dropped to its end`() {
        var framer = LineFramer(lineBytesMax: 100)
        framer.append("one\nhalf a")
        #expect(framer.next() == .line(Array("one".utf8)))
        framer.expectLongLine()
        framer.discardLine()
        #expect(framer.bufferedByteCount == 0)
        framer.append(" line\ntwo\n")
        #expect(framer.next() == .line(Array("two".utf8)))
        #expect(framer.next() == nil)
    }

    @Test func `an empty append gives no frame`() {
        var framer = LineFramer(lineBytesMax: 0)
        framer.append(UnsafeRawBufferPointer(start: nil, count: 0))
        #expect(framer.next() == nil && framer.finish() == nil)
        framer.append("a\n")
        #expect(framer.next() == .tooLong && framer.next() == nil)
    }

    private func frames(of pieces: [ArraySlice<UInt8>], lineBytesMax: Int = 8) -> [LineFramer.Frame] {
        var framer = LineFramer(lineBytesMax: lineBytesMax)
        var frames: [LineFramer.Frame] = []
        for piece in pieces {
            piece.withUnsafeBytes { framer.append($0) }
            while let frame = framer.next() { frames.append(frame) }
        }
        while let frame = framer.finish() { frames.append(frame) }
        return frames
    }

    /// The same rules applied to the whole stream at once.
    private func reference(_ bytes: [UInt8], lineBytesMax: Int = 8) -> [LineFramer.Frame] {
        bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: true).compactMap { line in
            let line = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
            if line.count > lineBytesMax { return .tooLong }
            return line.allSatisfy { Array(" \t\r".utf8).contains($0) } ? nil : .line(Array(line))
        }
    }
}

extension LineFramer {
    fileprivate mutating func append(_ text: String) {
        Array(text.utf8).withUnsafeBytes { append($0) }
    }
}
