@testable import Journal
import TestSupport
import Testing

/// The end of a journal that a person or a tool changed: completed where nothing is lost, else refused; never cut off.
@Suite struct EditedEndTests {
    private let built = BuiltJournal([[1], [1, 2, 1]])

    private func expectRefused(_ bytes: [UInt8], _ clause: String, at location: SourceLocation = #_sourceLocation)
        throws
    {
        let disk = BuiltJournal.disk(with: bytes)
        let error = #expect(throws: JournalError.self, sourceLocation: location) {
            _ = try JournalFixture.opened(disk).replay { _ in }
        }
        #expect(error?.message.contains(clause) == true, "\(error?.message ?? "")", sourceLocation: location)
        #expect(disk.bytes(of: JournalFixture.path) == bytes, sourceLocation: location)
    }

    @Test func `a newline that is missing at the end is put back`() throws {
        for journal in [built, BuiltJournal([[1], [0]])] {
            let disk = BuiltJournal.disk(with: Array(journal.bytes.dropLast()))
            var replayed: [TestRecord] = []
            let opened = try JournalFixture.open(disk, replayed: &replayed)
            #expect(replayed == journal.records)
            #expect(opened.recovery.tornByteCount == 0)
            #expect(disk.bytes(of: JournalFixture.path) == journal.bytes)
            opened.close()
            #expect(try JournalFixture.replayed(by: disk) == journal.records)
        }
    }

    @Test func `newlines that were added at the end mean nothing`() throws {
        for count in [1, 2, 700] {
            let bytes = built.bytes + [UInt8](repeating: UInt8(ascii: "\n"), count: count)
            #expect(try JournalFixture.replayed(by: BuiltJournal.disk(with: bytes)) == built.records)
        }
    }

    @Test(arguments: ["\r", " ", "  \t", "\r\r"])
    func `white space at the end of a record is refused`(blanks: String) throws {
        for line in 2...4 {
            var bytes = built.bytes
            bytes.insert(contentsOf: Array(blanks.utf8), at: built.lines[line].upperBound - 1)
            try expectRefused(bytes, "white space")
        }
        try expectRefused(Array(built.bytes.dropLast()) + Array(blanks.utf8), "white space")
    }

    @Test func `line ends that were converted in the last batch are refused`() throws {
        let start = built.lines[2].lowerBound
        let end = String(decoding: built.bytes[start...], as: UTF8.self).replacing("\n", with: "\r\n")
        try expectRefused(Array(built.bytes[..<start]) + Array(end.utf8), "white space")
    }

    @Test func `a text that was changed in the last batch is refused`() throws {
        for line in 2...4 {
            var bytes = built.bytes
            bytes[built.lines[line].lowerBound + 110] ^= 1
            try expectRefused(bytes, "changed after it was written")
        }
    }

    @Test func `text that another program appended is refused`() throws {
        for text in ["foo\n", "# checked on Monday\n", "{}\n", "{\"orderId\":\"A-1\"}\n", "no newline"] {
            try expectRefused(built.bytes + Array(text.utf8), "another program")
        }
    }

    @Test func `the beginning of the next record is a torn end, as are zeros and garbage`() throws {
        let next = BuiltJournal([[1], [1, 2, 1], [1]])
        let record = Array(next.bytes[built.bytes.count...])
        let tails: [[UInt8]] = [
            Array(record.prefix(3)), Array(record.dropLast(2)), [0, 0, 0], [0xFF, 0x80, 0x0A],
            [0x1B] + Array(record.dropLast(2)),
        ]
        for tail in tails {
            let disk = BuiltJournal.disk(with: built.bytes + tail)
            #expect(try JournalFixture.replayed(by: disk) == built.records)
        }
    }
}
