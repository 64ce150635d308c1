/// One atomic change as it is in the file.
///
/// The payload shares the reader's memory: copy what is kept beyond the call that hands the record over, or every
/// read after it has to copy a buffer.
package struct JournalRecord: Sendable {
    /// The sequence number of the first event; event i of the record has `seq + i`.
    ///
    /// For a commit marker, the number of the event to come.
    package let seq: UInt64
    /// How many events the record holds; 0 for a commit marker, which only proves that the batch before it was synced.
    package let count: Int
    /// The `seq` of the first record that was written and synced together with this one.
    package let batch: UInt64
    /// The caller's JSON members, without a comma before or after; empty for a commit marker.
    package let payload: ArraySlice<UInt8>
    package let position: RecordPosition
}

/// A record that has just become durable.
package struct DurableRecord: Sendable, Equatable {
    /// The sequence number of the first event; event i of the record has `seq + i`.
    package let seq: UInt64
    /// How many events the record holds.
    package let count: Int
    package let position: RecordPosition
}
