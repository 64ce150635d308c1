package import PaymentLinks

/// The index entries of one record, which get its location once the record is durable.
package struct RecordEntries: Sendable {
    /// The sequence number of the record's first event.
    package let seq: UInt64
    package let count: Int
    /// The rows of the links that the record created, each with the position of its event in the record.
    package internal(set) var rows: [(row: UInt32, event: Int)] = []
    package internal(set) var changes: [UInt32] = []
    /// The rows of all links that the record created or changed.
    package internal(set) var touched: [UInt32] = []
    package internal(set) var request: UInt32?

    package init(seq: UInt64, count: Int) {
        self.seq = seq
        self.count = count
    }

    package var lastSeq: UInt64 { seq + UInt64(max(count, 1)) - 1 }
}

extension LinkIndex {
    /// Adds a link that the record created.
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

    /// Adds a change that the record made to a link.
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

    /// Counts an event of the record that changes no link.
    mutating func skip(event: Int, of entries: RecordEntries) {
        skip(seq: entries.seq + UInt64(event))
    }

    /// Adds the request that the record answers.
    package mutating func add(_ scope: RequestScope, to entries: inout RecordEntries) {
        entries.request = add(scope)
    }

    /// Sets the location of a record in its entries.
    ///
    /// - Parameters:
    ///   - entries: The entries.
    ///   - location: The record.
    ///   - events: In a long record, the location of each event, so that reading one link does not read 20 MB.
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
