/// One encoded answer with its id, in case it has to be replaced.
struct IdentifiedAnswer: Sendable {
    let id: ArraySlice<UInt8>
    let bytes: [UInt8]

    /// The refusal that replaces an answer longer than `limit` bytes.
    func tooLarge(limit: Int) -> IdentifiedAnswer {
        IdentifiedAnswer(id: id, bytes: RPCResponse.failure(id: id, .responseTooLarge(limit: limit)))
    }
}
