@testable import Journal
@testable import Storage
import SystemPackage
import TestSupport

/// A record as the tests compare it.
struct Told: Equatable, CustomStringConvertible {
    var seq: UInt64
    var count: Int
    var payload: String

    init(_ seq: UInt64, _ count: Int, _ payload: String) {
        self.seq = seq
        self.count = count
        self.payload = payload
    }

    init(_ record: JournalRecord) {
        self.init(record.seq, record.count, String(decoding: record.payload, as: UTF8.self))
    }

    var description: String { "\(seq)+\(count) \(payload.prefix(40))" }
}

/// Journals for tests: where they are, how they are opened, what is in them.
enum JournalFixture {
    static let directory: FilePath = "/state"
    static let path: FilePath = "/state/journal.jsonl"
    static let header = JournalHeader(
        id: "0123456789abcdef0123456789abcdef",
        createdAt: "2026-11-22T13:25:00.000Z"
    )

    /// Opens the journal of a disk; `told` receives every record but commit markers.
    static func open(
        _ disk: any Disk,
        in directory: FilePath = directory,
        settings: Journal.Settings = .init(),
        told: inout [Told]
    ) throws -> Journal {
        var records: [Told] = []
        let journal = try Journal.open(
            directory: directory,
            disk: disk,
            settings: settings,
            createdAt: header.createdAt,
            id: header.id
        ) { record in
            if record.count > 0 { records.append(Told(record)) }
        }
        told = records
        return journal
    }

    static func open(_ disk: any Disk, settings: Journal.Settings = .init()) throws -> Journal {
        var told: [Told] = []
        return try open(disk, settings: settings, told: &told)
    }

    /// What a journal on the disk holds, by opening and closing it.
    static func told(by disk: any Disk) throws -> [Told] {
        var told: [Told] = []
        try open(disk, told: &told).close()
        return told
    }

    /// JSON members that tell records apart; padded to about a size.
    static func payload(_ number: Int, byteCount: Int = 0) -> [UInt8] {
        let text = "\"events\":[{\"type\":\"test\",\"number\":\(number)}]"
        let padding = byteCount - text.utf8.count - 9
        guard padding > 0 else { return Array(text.utf8) }
        return Array("\(text),\"pad\":\"\(String(repeating: "x", count: padding))\"".utf8)
    }
}

/// A journal file made by hand, batch by batch.
struct BuiltJournal {
    private(set) var bytes: [UInt8]
    /// Where each line is, its newline included; line 1, the header, comes first.
    private(set) var lines: [Range<Int>]
    private(set) var told: [Told] = []
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
            let payload = count == 0 ? [] : JournalFixture.payload(told.count + 1, byteCount: payloadByteCount)
            appendLine(seq: nextSeq, count: count, batch: batch, payload: payload)
            if count > 0 { told.append(Told(nextSeq, count, String(decoding: payload, as: UTF8.self))) }
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
