/// A line that is answered with one error instead of being run: while the daemon ends, or when it took too long.
package enum RefusedLine {
    /// Answers every request of the line with the error, under its own id; nil if nobody waits for an answer.
    ///
    /// What is no request gets the error too, under the id null.
    ///
    /// - Parameters:
    ///   - line: One JSON text without its newline.
    ///   - error: Why nothing of it is run, or why its answer did not come.
    /// - Returns: The answer without a newline.
    package static func answer(to line: [UInt8], with error: RPCError) -> [UInt8]? {
        guard let root = try? JSONDocument(parsing: line).root else { return RPCResponse.failure(error) }
        guard root.kind == .array else { return answer(to: root, with: error) }
        let answers = root.elements.compactMap { answer(to: $0, with: error) }
        guard !answers.isEmpty else { return root.count == 0 ? RPCResponse.failure(error) : nil }
        var writer = JSONWriter()
        writer.array { writer in
            for answer in answers { writer.raw(answer) }
        }
        return writer.bytes
    }

    private static func answer(to request: JSONValue, with error: RPCError) -> [UInt8]? {
        switch RequestEnvelope(request) {
        case .invalid(_, let id): RPCResponse.failure(id: id, error)
        case .refused(_, let id), .call(_, _, let id): id.map { RPCResponse.failure(id: $0, error) }
        }
    }
}
