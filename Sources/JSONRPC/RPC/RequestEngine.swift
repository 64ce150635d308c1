import JSON

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
    package func reply(to line: [UInt8], caller: Dispatcher.Caller) -> LineReply {
        let root: JSONValue
        do throws(JSONSyntaxError) {
            root = try read(line)
        } catch {
            return .refused(RPCResponse.failure(refusal(of: error)))
        }
        guard root.kind == .array else { return reply(to: root, caller: caller) }
        guard root.count > 0 else {
            return .refused(RPCResponse.failure(.invalidRequest("A batch has at least one member.")))
        }
        guard root.count <= limits.batchMax else {
            return .refused(RPCResponse.failure(.batchTooLarge(limit: limits.batchMax)))
        }
        if root.elements.contains(where: { mayAnswerAtLength($0) }) {
            return .long { await answerBatch(root, caller: caller) }
        }
        return .pending { await answerBatch(root, caller: caller) }
    }

    private func reply(to request: JSONValue, caller: Dispatcher.Caller) -> LineReply {
        let envelope = RequestEnvelope(request)
        guard case .call(let method, _, _) = envelope else { return .refused(refusal(of: envelope)?.bytes) }
        let answer = { @Sendable in await self.answer(envelope, caller: caller)?.bytes }
        return dispatcher.mayAnswerAtLength(method) ? .long(answer) : .pending(answer)
    }

    func mayAnswerAtLength(_ request: JSONValue) -> Bool {
        request["method"]?.string.map(dispatcher.mayAnswerAtLength) ?? false
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
    func answer(_ request: RequestEnvelope, caller: Dispatcher.Caller) async -> IdentifiedAnswer? {
        guard case .call(let method, let parameters, let id) = request else { return refusal(of: request) }
        do throws(RPCError) {
            return success(try await dispatcher.call(method, parameters: parameters, caller: caller), id: id)
        } catch {
            return failure(error, id: id)
        }
    }

    /// The answer to what is not run; nil for a notification.
    private func refusal(of request: RequestEnvelope) -> IdentifiedAnswer? {
        switch request {
        case .invalid(let error, let id): failure(error, id: id)
        case .refused(let error, let id): failure(error, id: id)
        case .call: nil
        }
    }

    private func success(_ result: [UInt8], id: ArraySlice<UInt8>?) -> IdentifiedAnswer? {
        id.map { bounded(IdentifiedAnswer(id: $0, bytes: RPCResponse.success(id: $0, result: result))) }
    }

    private func failure(_ error: RPCError, id: ArraySlice<UInt8>?) -> IdentifiedAnswer? {
        id.map { bounded(IdentifiedAnswer(id: $0, bytes: RPCResponse.failure(id: $0, error))) }
    }

    private func bounded(_ answer: IdentifiedAnswer) -> IdentifiedAnswer {
        answer.bytes.count <= limits.responseBytesMax ? answer : answer.tooLarge(limit: limits.responseBytesMax)
    }
}
