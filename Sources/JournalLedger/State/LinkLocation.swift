/// The location of a link in the journal.
struct LinkLocation: Sendable {
    let row: UInt32
    let entry: LinkRow
    /// The records that fold into the link, oldest first.
    let records: [RecordLocation]
}
