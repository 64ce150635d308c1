package import PaymentLinks

/// What one record left in the index: the entries that learn its location once it is in the file.
package struct RecordEntries: Sendable {
    /// The number of the record's first event.
    package let seq: UInt64
    package let count: Int
    /// The links that it made, each with the location of its event among the record's.
    package internal(set) var rows: [(row: UInt32, event: Int)] = []
    package internal(set) var changes: [UInt32] = []
    /// Every link that it made or changed.
    package internal(set) var touched: [UInt32] = []
    package internal(set) var request: UInt32?

    package init(seq: UInt64, count: Int) {
        self.seq = seq
        self.count = count
    }

    package var lastSeq: UInt64 { seq + UInt64(max(count, 1)) - 1 }
}

extension LinkIndex {
    /// Adds the event of a record that made a link.
    package mutating func add(
        _ generated: LinkGenerated,
        event: Int,
        at time: Instant,
        to entries: inout RecordEntries
    ) -> UInt32 {
        let row = add(generated, at: time, seq: entries.seq + UInt64(event))
        entries.rows.append((row, event))
        entries.touched.append(row)
        return row
    }

    /// Adds the event of a record that changed a link.
    package mutating func change(
        _ row: UInt32,
        by change: LinkEvent,
        event: Int,
        to entries: inout RecordEntries
    ) {
        guard let number = self.change(row, by: change, seq: entries.seq + UInt64(event)) else { return }
        entries.changes.append(number)
        entries.touched.append(row)
    }

    /// Adds the request that a record answers.
    package mutating func add(_ scope: RequestScope, to entries: inout RecordEntries) {
        entries.request = add(scope)
    }

    /// Tells the entries of a record where it is.
    ///
    /// - Parameters:
    ///   - entries: The entries.
    ///   - location: The record.
    ///   - events: In a long record with many events, the location of each: nobody should have to read 20 MB for one link.
    package mutating func markDurable(
        _ entries: RecordEntries,
        at location: RecordLocation,
        events: [RecordLocation]? = nil
    ) {
        for (row, event) in entries.rows { markDurable(row: row, at: events?[event] ?? location) }
        for change in entries.changes { markDurable(change: change, at: location) }
        if let request = entries.request { markDurable(request: request, at: location) }
    }
}
