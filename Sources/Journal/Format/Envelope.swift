import Storage

/// The members the journal itself puts around a record's payload.
///
/// `{"seq":17,"count":1,"batch":17,"prev":"<64 hex>",<payload members>,"hash":"<64 hex>"}`
///
/// The layout is fixed to the byte, so reading it needs no JSON parser and there is one spelling of each record.
struct Envelope: Equatable {
    /// The most bytes an envelope adds to a payload: three numbers of 20 digits, two hashes, the names, the newline.
    static let byteCountMax = 256

    /// The sequence number of the record's first event; for a commit marker, that of the event to come.
    var seq: UInt64
    /// How many events the record holds; none for a commit marker.
    var count: Int
    /// The `seq` of the first record of the batch it was written in.
    var batch: UInt64
    /// The hash of the line before.
    var prev: RecordHash
    /// The hash of this line.
    var hash: RecordHash
    /// Where in the line the payload's members are, without the comma before them; empty for a commit marker.
    var payload: Range<Int>

    /// Begins a batch: no earlier record was written with it.
    var startsBatch: Bool { seq == batch }

    /// The sequence number that must follow.
    var nextSeq: UInt64 { seq + UInt64(count) }

    /// Reads a line, without its newline; `nil` unless the layout is exact and the line has the hash it names.
    static func read(_ line: Span<UInt8>) -> Envelope? {
        guard let end = LineEnd.read(line), var envelope = readFront(line, hashedCount: end.hashedCount),
            RecordHash.of(line.extracting(..<end.hashedCount)) == end.hash
        else { return nil }
        envelope.hash = end.hash
        return envelope
    }

    private static func readFront(_ line: Span<UInt8>, hashedCount: Int) -> Envelope? {
        var cursor = LineCursor()
        guard cursor.skip("{\"seq\":", in: line), let seq = cursor.number(in: line), seq > 0,
            cursor.skip(",\"count\":", in: line), let number = cursor.number(in: line),
            let count = Int(exactly: number),
            cursor.skip(",\"batch\":", in: line), let batch = cursor.number(in: line), batch > 0, batch <= seq,
            cursor.skip(",\"prev\":\"", in: line), let prev = cursor.hash(in: line), cursor.skip("\"", in: line),
            !seq.addingReportingOverflow(UInt64(count)).overflow, cursor.position <= hashedCount
        else { return nil }
        var envelope = Envelope(seq: seq, count: count, batch: batch, prev: prev, hash: prev, payload: 0..<0)
        if cursor.position < hashedCount {
            guard cursor.skip(",", in: line), cursor.position < hashedCount else { return nil }
            envelope.payload = cursor.position..<hashedCount
        }
        return envelope
    }

    /// Appends a whole line with its newline to `buffer` and returns its hash.
    static func write(
        seq: UInt64,
        count: Int,
        batch: UInt64,
        prev: RecordHash,
        payload: [UInt8],
        to buffer: inout [UInt8]
    ) -> RecordHash {
        let start = buffer.count
        buffer.append(contentsOf: "{\"seq\":".utf8)
        buffer.appendDecimal(seq)
        buffer.append(contentsOf: ",\"count\":".utf8)
        buffer.appendDecimal(UInt64(count))
        buffer.append(contentsOf: ",\"batch\":".utf8)
        buffer.appendDecimal(batch)
        buffer.append(contentsOf: ",\"prev\":\"".utf8)
        prev.write(to: &buffer)
        buffer.append(UInt8(ascii: "\""))
        if !payload.isEmpty {
            buffer.append(UInt8(ascii: ","))
            buffer.append(contentsOf: payload)
        }
        return LineEnd.write(to: &buffer, from: start)
    }
}

extension [UInt8] {
    /// Appends the decimal digits of a number, without a string in between.
    fileprivate mutating func appendDecimal(_ value: UInt64) {
        if value >= 10 { appendDecimal(value / 10) }
        append(UInt8(ascii: "0") + UInt8(value % 10))
    }
}
