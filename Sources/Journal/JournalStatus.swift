extension Journal {
    /// Where a journal stands.
    package struct Status: Sendable {
        /// The last sequence number given out; 0 when there is none.
        package let lastSeq: UInt64
        /// Every event up to this one is synced.
        package let durableSeq: UInt64
        /// The hash of the last synced line; kept elsewhere, it proves that nothing before it was changed.
        package let head: RecordHash
        /// Bytes of the file up to the end of that line.
        package let byteCount: Int
        /// The failure after which nothing is written any more.
        package let failure: JournalError?
    }
}
