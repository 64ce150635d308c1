/// What it takes to read a link from the file.
struct LinkLocation: Sendable {
    let row: UInt32
    let entry: LinkRow
    /// The records that it is the fold of, oldest first.
    let records: [RecordLocation]
}
