/// The rules of JSON-RPC 2.0: envelope, batch, notifications and ids.
///
/// One line in, at most one line out.
///
/// Where the specification leaves a choice: unknown envelope members are ignored; repeated ones make the request invalid;
/// an array within a batch is a bad member; a repeated name anywhere in `params` is refused; `params` may not be null.
package struct RequestEngine<Dispatcher: MethodDispatcher>: Sendable {
    private let dispatcher: Dispatcher
    let limits: EngineLimits

    /// Serves the methods of `dispatcher` within `limits`.
    package init(dispatcher: Dispatcher, limits: EngineLimits = EngineLimits()) {
        self.dispatcher = dispatcher
        self.limits = limits
    }

    /// Answers one line.
    ///
    /// Each call runs on the caller's thread up to its first suspension, so calls enter the dispatcher in the order of
    /// their lines and of their places in a batch. The members of a batch then go on concurrently.
    ///
    /// - Parameters:
    ///   - line: One JSON text without its newline.
    ///   - caller: Handed to the dispatcher.
    /// - Returns: The answer without a newline; nil if there is nothing to say (notifications only).
    package func answer(_ line: [UInt8], caller: Dispatcher.Caller) async -> [UInt8]? {
        let root: JSONValue
        do throws(JSONSyntaxError) {
            root = try read(line)
        } catch {
            return RPCResponse.failure(refusal(of: error))
        }
        guard root.kind == .array else { return await answer(root, caller: caller)?.bytes }
        guard root.count > 0 else { return RPCResponse.failure(.invalidRequest("A batch has at least one member.")) }
        guard root.count <= limits.batchMax else {
            return RPCResponse.failure(.batchTooLarge(limit: limits.batchMax))
        }
        return await answerBatch(root, caller: caller)
    }

    /// Reads a line within the limits.
    func read(_ line: [UInt8]) throws(JSONSyntaxError) -> JSONValue {
        try JSONDocument(parsing: line, depthMax: limits.depthMax, valueCountMax: limits.valueCountMax).root
    }

    private func refusal(of error: JSONSyntaxError) -> RPCError {
        switch error.code {
        case .tooDeep: .tooDeep(limit: limits.depthMax)
        case .tooManyValues: .tooManyValues(limit: limits.valueCountMax)
        default: .parseError(error)
        }
    }

    /// Answers one request by its envelope; nil for a notification.
    func answer(_ request: JSONValue, caller: Dispatcher.Caller) async -> IdentifiedAnswer? {
        switch RequestEnvelope(request) {
        case .invalid(let error, let id): failure(error, id: id)
        case .refused(let error, let id): id.map { failure(error, id: $0) }
        case .call(let method, let parameters, let id):
            await call(method, parameters, id: id, caller: caller)
        }
    }

    private func call(
        _ method: String,
        _ parameters: JSONValue?,
        id: ArraySlice<UInt8>?,
        caller: Dispatcher.Caller
    ) async -> IdentifiedAnswer? {
        do throws(RPCError) {
            let result = try await dispatcher.call(method, parameters: parameters, caller: caller)
            return id.map { bounded(IdentifiedAnswer(id: $0, bytes: RPCResponse.success(id: $0, result: result))) }
        } catch {
            return id.map { bounded(failure(error, id: $0)) }
        }
    }

    private func failure(_ error: RPCError, id: ArraySlice<UInt8>) -> IdentifiedAnswer {
        IdentifiedAnswer(id: id, bytes: RPCResponse.failure(id: id, error))
    }

    private func bounded(_ answer: IdentifiedAnswer) -> IdentifiedAnswer {
        answer.bytes.count <= limits.responseBytesMax ? answer : answer.tooLarge(limit: limits.responseBytesMax)
    }
}
