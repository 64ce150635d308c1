@testable import Journal
@testable import Storage
import SystemPackage
import TestSupport

/// A journal file made by hand, batch by batch.
struct BuiltJournal {
    private(set) var bytes: [UInt8]
    /// Where each line is, its newline included; line 1, the header, comes first.
    private(set) var lines: [Range<Int>]
    private(set) var records: [TestRecord] = []
    private(set) var nextSeq: UInt64 = 1
    private var head: RecordHash

    init() {
        let line = JournalFixture.header.line()
        bytes = line.bytes
        lines = [0..<line.bytes.count]
        head = line.hash
    }

    /// A journal of batches, each given by the event counts of its records; `[0]` is a commit marker.
    init(_ batches: [[Int]], payloadByteCount: Int = 0) {
        self.init()
        for counts in batches { append(counts, payloadByteCount: payloadByteCount) }
    }

    mutating func append(_ counts: [Int], payloadByteCount: Int = 0) {
        let batch = nextSeq
        for count in counts {
            let payload = count == 0 ? [] : JournalFixture.payload(records.count + 1, byteCount: payloadByteCount)
            appendLine(seq: nextSeq, count: count, batch: batch, payload: payload)
            if count > 0 { records.append(TestRecord(nextSeq, count, String(decoding: payload, as: UTF8.self))) }
            nextSeq += UInt64(count)
        }
    }

    /// Appends a line that is valid by itself, whatever it says.
    mutating func appendLine(seq: UInt64, count: Int, batch: UInt64, prev: RecordHash? = nil, payload: [UInt8]) {
        let start = bytes.count
        head = Envelope.write(
            seq: seq,
            count: count,
            batch: batch,
            prev: prev ?? head,
            payload: payload,
            to: &bytes
        )
        lines.append(start..<bytes.count)
    }

    /// A disk that holds the file.
    var disk: SimulatedDisk { Self.disk(with: bytes) }

    static func disk(with bytes: [UInt8]) -> SimulatedDisk {
        let disk = SimulatedDisk()
        disk.setBytes(bytes, of: JournalFixture.path)
        return disk
    }
}
