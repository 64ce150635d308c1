/// The changes that became durable last, so that callers that wait for events need not read the file.
struct RecentChanges: Sendable {
    /// Several batches, since a caller may be woken by one and read after the next.
    private static let countMax = 256
    /// A longer record is not kept, and neither are those before it.
    static let payloadBytesMax = 8 << 10

    /// Without gaps, oldest first.
    private var changes: [RecentChange] = []

    /// Adds the next change; one without payload drops all before it, so that there is no gap.
    mutating func add(seq: UInt64, count: Int, payload: [UInt8]?) {
        guard let payload else {
            changes = []
            return
        }
        if changes.count == Self.countMax { changes.removeFirst(Self.countMax / 2) }
        changes.append(RecentChange(seq: seq, count: count, payload: payload))
    }

    /// The changes with events after a sequence number, in order; nil if one of them may not be kept any more.
    func changes(after seq: UInt64) -> ArraySlice<RecentChange>? {
        guard let first = changes.first, first.seq <= seq + 1 else { return nil }
        return changes.drop { $0.seq + UInt64($0.count) <= seq + 1 }
    }
}
