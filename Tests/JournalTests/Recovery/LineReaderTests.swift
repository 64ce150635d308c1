@testable import Journal
import TestSupport
import Testing
import Storage

@Suite struct LineReaderTests {
    private func lines(_ text: String, chunkByteCount: Int, lineBytesMax: Int = 100) throws -> [String] {
        let disk = BuiltJournal.disk(with: Array(text.utf8))
        let file = try disk.open(JournalFixture.path, .read)
        var reader = LineReader(file: file, lineBytesMax: lineBytesMax, chunkByteCount: chunkByteCount)
        var lines: [String] = []
        var offset = 0
        while let line = try reader.next() {
            #expect(line.offset == offset)
            #expect(line.number == lines.count + 1)
            offset += line.length
            lines.append(String(decoding: reader.buffer[line.range], as: UTF8.self))
            if line.end == .endOfFile { lines.append("no newline") }
            if line.end == .tooLong {
                lines.append("too long")
                break
            }
        }
        return lines
    }

    @Test(arguments: [1, 2, 3, 7, 64, 4096])
    func `lines are the same with every size of the buffer`(chunkByteCount: Int) throws {
        let text = "one\n\nthree is longer than the others\n4\n"
        let expected = ["one", "", "three is longer than the others", "4"]
        #expect(try lines(text, chunkByteCount: chunkByteCount) == expected)
        #expect(try lines(text + "tail", chunkByteCount: chunkByteCount) == expected + ["tail", "no newline"])
        #expect(try lines("", chunkByteCount: chunkByteCount) == [])
    }

    @Test(arguments: [1, 2, 3, 7, 64, 4096])
    func `lines go on in another buffer, and the one before stays as it was`(chunkByteCount: Int) throws {
        let text = "one\n\nthree is longer than the others\n4\ntail"
        let file = try BuiltJournal.disk(with: Array(text.utf8)).open(JournalFixture.path, .read)
        var reader = LineReader(file: file, lineBytesMax: 100, chunkByteCount: chunkByteCount)
        var lines: [String] = []
        var kept: [(bytes: [UInt8], range: Range<Int>)] = []
        while let line = try reader.nextInBuffer() ?? reader.next() {
            lines.append(String(decoding: reader.buffer[line.range], as: UTF8.self))
            let spare = lines.count % 2 == 0 ? kept.removeLast().bytes : []
            kept.append((reader.takeBuffer(goingOnIn: spare), line.range))
            #expect(kept.last.map { String(decoding: $0.bytes[$0.range], as: UTF8.self) } == lines.last)
        }
        #expect(lines == ["one", "", "three is longer than the others", "4", "tail"])
    }

    @Test(arguments: [1, 64, 4096])
    func `a line beyond the limit ends the reading`(chunkByteCount: Int) throws {
        let fits = String(repeating: "x", count: 100)
        #expect(try lines("\(fits)\n", chunkByteCount: chunkByteCount) == [fits])
        #expect(try lines("\(fits)y\n", chunkByteCount: chunkByteCount).last == "too long")
    }
}
