@testable import Journal
import Testing

@Suite struct EnvelopeTests {
    private static let prev = JournalFixture.header.line().hash

    private func line(payload: String = "\"events\":[]") -> [UInt8] {
        var line: [UInt8] = []
        _ = Envelope.write(seq: 17, count: 2, batch: 15, prev: Self.prev, payload: Array(payload.utf8), to: &line)
        return line
    }

    private func read(_ text: String) -> Envelope? {
        Envelope.read(Array(text.utf8).span)
    }

    /// The front of a line with the hash it needs.
    private func hashed(_ front: String) -> String {
        "\(front),\"hash\":\"\(RecordHash.of(Array(front.utf8).span))\"}"
    }

    @Test func `a line is written in one spelling`() {
        let front = "{\"seq\":17,\"count\":2,\"batch\":15,\"prev\":\"\(Self.prev)\",\"events\":[]"
        #expect(String(decoding: line(), as: UTF8.self) == hashed(front) + "\n")
    }

    @Test func `a written line reads back`() throws {
        let line = line()
        let envelope = try #require(read(String(decoding: line.dropLast(), as: UTF8.self)))
        #expect(envelope.seq == 17)
        #expect(envelope.count == 2)
        #expect(envelope.batch == 15)
        #expect(envelope.prev == Self.prev)
        #expect(envelope.nextSeq == 19)
        #expect(String(decoding: line[envelope.payload], as: UTF8.self) == "\"events\":[]")
    }

    @Test func `a commit marker has no payload`() throws {
        let line = line(payload: "")
        let envelope = try #require(read(String(decoding: line.dropLast(), as: UTF8.self)))
        #expect(envelope.payload.isEmpty)
    }

    @Test func `the hash is SHA-256 of the bytes before it`() {
        // FIPS 180-4, the example with the message "abc".
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        #expect(RecordHash.of(Array("abc".utf8).span).description == expected)
    }

    @Test(arguments: [
        "{\"seq\":0,\"count\":1,\"batch\":0,\"prev\":\"P\",\"a\":1",
        "{\"seq\":01,\"count\":1,\"batch\":1,\"prev\":\"P\",\"a\":1",
        "{\"seq\":1,\"count\":-1,\"batch\":1,\"prev\":\"P\",\"a\":1",
        "{\"seq\":1,\"count\":1,\"batch\":2,\"prev\":\"P\",\"a\":1",
        "{\"seq\":1, \"count\":1,\"batch\":1,\"prev\":\"P\",\"a\":1",
        "{\"count\":1,\"seq\":1,\"batch\":1,\"prev\":\"P\",\"a\":1",
        "{\"seq\":18446744073709551616,\"count\":1,\"batch\":1,\"prev\":\"P\",\"a\":1",
        "{\"seq\":18446744073709551615,\"count\":1,\"batch\":1,\"prev\":\"P\",\"a\":1",
        "{\"seq\":1,\"count\":9223372036854775808,\"batch\":1,\"prev\":\"P\",\"a\":1",
        "{\"seq\":1,\"count\":1,\"batch\":1,\"prev\":\"P\",",
        "{\"seq\":1,\"count\":1,\"batch\":1,\"prev\":\"P\" ",
        "{\"seq\":1,\"count\":1,\"batch\":1,\"prev\":\"abc\",\"a\":1",
        "{\"seq\":1,\"count\":1,\"batch\":1",
        "{", "",
    ])
    func `another spelling is refused even with the right hash`(front: String) {
        let front = front.replacing("P", with: Self.prev.description)
        #expect(read(hashed(front)) == nil)
    }

    @Test func `a hash in capitals is refused`() {
        let front = "{\"seq\":1,\"count\":1,\"batch\":1,\"prev\":\"\(Self.prev)\",\"a\":1"
        let hash = RecordHash.of(Array(front.utf8).span).description
        #expect(read("\(front),\"hash\":\"\(hash)\"}") != nil)
        #expect(read("\(front),\"hash\":\"\(hash.uppercased())\"}") == nil)
    }

    @Test func `no line is longer than its payload and the stated most`() {
        var line: [UInt8] = []
        _ = Envelope.write(
            seq: .max,
            count: .max,
            batch: .max,
            prev: Self.prev,
            payload: Array("\"a\":1".utf8),
            to: &line
        )
        #expect(line.count <= 5 + Envelope.byteCountMax)
    }
}
