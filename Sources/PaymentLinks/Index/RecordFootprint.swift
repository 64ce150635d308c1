/// What one record left in the index: the entries that learn its place once it is in the file.
package struct RecordFootprint: Sendable {
    /// The number of the record's first event.
    package let seq: UInt64
    package let count: Int
    /// The links that it made, each with the place of its event among the record's.
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
        to footprint: inout RecordFootprint
    ) -> UInt32 {
        let row = add(generated, at: time, seq: footprint.seq + UInt64(event))
        footprint.rows.append((row, event))
        footprint.touched.append(row)
        return row
    }

    /// Adds the event of a record that changed a link.
    package mutating func change(
        _ row: UInt32,
        by change: LinkEvent,
        event: Int,
        to footprint: inout RecordFootprint
    ) {
        guard let number = self.change(row, by: change, seq: footprint.seq + UInt64(event)) else { return }
        footprint.changes.append(number)
        footprint.touched.append(row)
    }

    /// Adds the request that a record answers.
    package mutating func add(_ scope: RequestScope, to footprint: inout RecordFootprint) {
        footprint.request = add(scope)
    }

    /// Tells the entries of a record where it is.
    ///
    /// - Parameters:
    ///   - footprint: The entries.
    ///   - place: The record.
    ///   - events: In a long record with many events, the place of each: nobody should have to read 20 MB for one link.
    package mutating func settle(_ footprint: RecordFootprint, at place: RecordPlace, events: [RecordPlace]? = nil) {
        for (row, event) in footprint.rows { settle(row: row, at: events?[event] ?? place) }
        for change in footprint.changes { settle(change: change, at: place) }
        if let request = footprint.request { settle(request: request, at: place) }
    }
}
