import Storage

/// The last member of every line: `,"hash":"<64 digits>"}` over the bytes before it.
enum LineEnd {
    /// The length of the member with its closing brace: 9 + 64 + 2.
    static let byteCount = 75

    /// Where the hashed bytes of a line end and the hash they must have; `nil` when the member is not there.
    static func read(_ line: Span<UInt8>) -> (hashedCount: Int, hash: RecordHash)? {
        guard line.count > byteCount else { return nil }
        let hashedCount = line.count - byteCount
        var cursor = LineCursor(at: hashedCount)
        guard cursor.skip(",\"hash\":\"", in: line), let hash = cursor.hash(in: line), cursor.skip("\"}", in: line)
        else { return nil }
        return (hashedCount, hash)
    }

    /// Hashes the line that begins at `start`, appends the member and the newline, and returns the hash.
    static func write(to buffer: inout [UInt8], from start: Int) -> RecordHash {
        let hash = RecordHash.of(buffer.span.extracting(start...))
        buffer.append(contentsOf: ",\"hash\":\"".utf8)
        hash.write(to: &buffer)
        buffer.append(contentsOf: "\"}\n".utf8)
        return hash
    }
}
