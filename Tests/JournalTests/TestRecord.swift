import Journal

/// A record as the tests compare it.
struct TestRecord: Equatable, CustomStringConvertible {
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

    init(_ record: StoredRecord) {
        self.init(record.seq, record.count, String(decoding: record.payload, as: UTF8.self))
    }

    var description: String { "\(seq)+\(count) \(payload.prefix(40))" }
}
