/// The payload of a journal record, and the range of each event in it.
struct RecordPayload {
    let bytes: [UInt8]
    let events: [Range<Int>]
}
