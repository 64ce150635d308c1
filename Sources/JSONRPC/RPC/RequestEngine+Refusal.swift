import JSON

extension RequestEngine {
    /// Answers a line with one error instead of running it: while the daemon ends, or when it took too long.
    ///
    /// Every request of it gets the error under its own id; what is no request, or no acceptable batch, under the id null.
    ///
    /// - Parameters:
    ///   - line: One JSON text without its newline.
    ///   - error: Why nothing of it is run, or why its answer did not come.
    /// - Returns: The answer without a newline; nil if nobody waits for one.
    package func refuse(_ line: [UInt8], with error: RPCError) -> [UInt8]? {
        guard let root = try? read(line) else { return RPCResponse.failure(error) }
        guard root.kind == .array else { return refusal(of: root, with: error)?.bytes }
        guard (1...limits.batchMax).contains(root.count) else { return RPCResponse.failure(error) }
        let answers = root.elements.map { refusal(of: $0, with: error) }
        return BatchAnswer(answers, responseBytesMax: limits.responseBytesMax).bytes
    }

    private func refusal(of request: JSONValue, with error: RPCError) -> IdentifiedAnswer? {
        switch RequestEnvelope(request) {
        case .invalid(_, let id): IdentifiedAnswer(id: id, bytes: RPCResponse.failure(id: id, error))
        case .refused(_, let id), .call(_, _, let id):
            id.map { IdentifiedAnswer(id: $0, bytes: RPCResponse.failure(id: $0, error)) }
        }
    }
}
