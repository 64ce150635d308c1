import Storage

/// The first line of a journal.
///
/// `{"journal":"paylink","version":1,"id":"<32 hex>","createdAt":"<RFC 3339, UTC, milliseconds>","hash":"<64 hex>"}`
package struct JournalHeader: Sendable, Equatable {
    /// The only version this program reads and writes.
    package static let version: UInt64 = 1
    /// More than any header needs; a longer first line is not one.
    static let byteCountMax = 4096

    /// The journal's own 32 random hexadecimal digits.
    package let id: String
    /// When it was created, RFC 3339 in UTC with milliseconds.
    package let createdAt: String

    /// Describes a journal that is to be created.
    init(id: String, createdAt: String) {
        self.id = id
        self.createdAt = createdAt
    }

    /// The result of reading a first line.
    enum Reading: Equatable {
        case header(JournalHeader, RecordHash)
        /// Reads like a header, of a version unknown here. Its hash may follow rules unknown here as well.
        case otherVersion(UInt64, hashMatches: Bool)
        case damaged
    }

    /// Reads a first line, without its newline.
    static func read(_ line: Span<UInt8>) -> Reading {
        var cursor = LineCursor()
        guard cursor.skip("{\"journal\":\"paylink\",\"version\":", in: line), let version = cursor.number(in: line)
        else { return .damaged }
        let end = LineEnd.read(line)
        let hashMatches = end.map { RecordHash.of(line.extracting(..<$0.hashedCount)) == $0.hash } ?? false
        guard version == Self.version else { return .otherVersion(version, hashMatches: hashMatches) }
        guard let end, hashMatches, cursor.skip(",\"id\":\"", in: line), let id = cursor.textToQuote(in: line),
            cursor.skip(",\"createdAt\":\"", in: line), let createdAt = cursor.textToQuote(in: line),
            cursor.position == end.hashedCount
        else { return .damaged }
        return .header(JournalHeader(id: id, createdAt: createdAt), end.hash)
    }

    /// The line with its newline, and its hash, the first link of the chain.
    func line() -> (bytes: [UInt8], hash: RecordHash) {
        var bytes = Array("{\"journal\":\"paylink\",\"version\":\(Self.version),\"id\":\"\(id)\"".utf8)
        bytes.append(contentsOf: ",\"createdAt\":\"\(createdAt)\"".utf8)
        let hash = LineEnd.write(to: &bytes, from: 0)
        return (bytes, hash)
    }
}
