import JSON

/// The answers to a batch as one array, in the order of the requests (JSON-RPC 2.0 section 6).
///
/// A member that would make the array longer than an answer may be is replaced by a refusal: the other members keep their
/// answers, and no id goes unanswered.
struct BatchAnswer {
    /// The encoded array; nil if every member is a notification.
    let bytes: [UInt8]?

    init(_ members: [IdentifiedAnswer?], responseBytesMax: Int) {
        let answers = members.compactMap(\.self)
        guard !answers.isEmpty else {
            bytes = nil
            return
        }
        let byteCount = answers.reduce(2) { $0 + $1.bytes.count + 1 }
        var writer = JSONWriter(reserving: min(byteCount, responseBytesMax))
        writer.beginArray()
        for answer in answers {
            let fits = writer.bytes.count + answer.bytes.count + 2 <= responseBytesMax
            writer.raw(fits ? answer.bytes : answer.tooLarge(limit: responseBytesMax).bytes)
        }
        writer.endArray()
        bytes = writer.bytes
    }
}
