import JSON

/// One encoded answer, with its id at hand in case it must be replaced.
struct IdentifiedAnswer: Sendable {
    let id: ArraySlice<UInt8>
    let bytes: [UInt8]

    /// The refusal that takes the place of an answer beyond `limit` bytes.
    func tooLarge(limit: Int) -> IdentifiedAnswer {
        IdentifiedAnswer(id: id, bytes: RPCResponse.failure(id: id, .responseTooLarge(limit: limit)))
    }
}

/// The answers to a batch as one array, in the order of the requests (JSON-RPC 2.0 section 6).
///
/// Once the array is as long as an answer may be, the members that no longer fit are refused one by one: the rest of the
/// batch keeps its answers, and no id goes unanswered.
struct BatchAnswer {
    /// The encoded array; nil if no member is to be answered.
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
