import JSON
import Journal
import PaymentLinks

/// The head of a checkpoint: its journal, its layout, and the last record in it.
struct CheckpointPreamble {
    let journalID: String
    let layout: String
    let resumePoint: RecordPosition

    /// Reads a preamble; nil if the bytes are none.
    init?(_ bytes: [UInt8]) {
        guard let root = try? JSONDocument(parsing: bytes).root, let journalID = root["journal"]?.string,
            let layout = root["layout"]?.string, let offset = root["offset"]?.integer,
            let length = root["length"]?.integer, let line = root["line"]?.integer,
            let hash = root["hash"]?.string.flatMap(RecordHash.init(digits:)),
            offset > 0, (1...64 << 20).contains(length), line > 1
        else { return nil }
        self.journalID = journalID
        self.layout = layout
        resumePoint = RecordPosition(offset: Int(offset), length: Int(length), line: Int(line), hash: hash)
    }
}

extension Checkpoint {
    /// The preamble's bytes, a multiple of 8.
    var preamble: [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("journal", journalID)
            writer.member("layout", LinkIndex.layout)
            writer.member("offset", resumePoint.offset)
            writer.member("length", resumePoint.length)
            writer.member("line", resumePoint.line)
            writer.member("hash", resumePoint.hash.description)
        }
        let missing = (8 - writer.bytes.count % 8) % 8
        return writer.bytes + [UInt8](repeating: UInt8(ascii: " "), count: missing)
    }
}
