/// One record that was read by itself, and owns its bytes.
///
/// Its hash is that of its bytes. Whether it is the record that the chain has there, the caller knows by `seq`.
package struct StoredRecord: Sendable {
    /// The sequence number of the first event; event i of the record has `seq + i`.
    package let seq: UInt64
    /// How many events the record holds; 0 for a commit marker.
    package let count: Int
    /// The `seq` of the first record that was written and synced together with this one.
    package let batch: UInt64
    /// The caller's JSON members, without a comma before or after; empty for a commit marker.
    ///
    /// A part of the whole line, which lives as long as this slice does.
    package let payload: ArraySlice<UInt8>
    /// The hash of the line.
    package let hash: RecordHash
}
