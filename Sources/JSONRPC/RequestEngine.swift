import JSON

/// The rules of JSON-RPC 2.0: envelope, batch, notifications and ids.
///
/// One line in, at most one line out.
///
/// Where the specification leaves a choice: unknown envelope members are ignored; repeated ones make the request invalid;
/// an array within a batch is a bad member; a repeated name anywhere in `params` is refused; `params` may not be null.
package final class RequestEngine<Dispatcher: MethodDispatcher>: Sendable {
    /// A batch with more members takes longer than a page of links may.
    private static var quickBatchMax: Int { 16 }

    private let dispatcher: Dispatcher
    private let limits: EngineLimits

    /// Serves the methods of a dispatcher within limits.
    package init(dispatcher: Dispatcher, limits: EngineLimits = EngineLimits()) {
        self.dispatcher = dispatcher
        self.limits = limits
    }

    /// Answers one line.
    ///
    /// Each call runs on the caller's thread up to its first suspension, so calls enter the dispatcher in the order of
    /// their lines and, within a batch, of its members. The members of a batch then continue concurrently.
    ///
    /// - Parameters:
    ///   - line: One JSON text without its newline.
    ///   - caller: Handed to the dispatcher.
    /// - Returns: The answer without a newline; nil if all requests are notifications.
    package func reply(to line: [UInt8], caller: Dispatcher.Caller) -> LineReply {
        let root: JSONValue
        do throws(JSONSyntaxError) {
            root = try read(line)
        } catch {
            return .refused(RPCResponse.failure(noted(refusal(of: error))))
        }
        guard root.kind == .array else { return reply(to: root, caller: caller) }
        guard root.count > 0 else {
            return .refused(RPCResponse.failure(noted(.invalidRequest("A batch has at least one member."))))
        }
        guard root.count <= limits.batchMax else {
            return .refused(RPCResponse.failure(noted(.batchTooLarge(limit: limits.batchMax))))
        }
        return reply(to: root, of: Array(root.elements), caller: caller)
    }

    private func reply(to batch: JSONValue, of members: [JSONValue], caller: Dispatcher.Caller) -> LineReply {
        let traits = members.map(traits(of:))
        let shares = zip(members, traits).map { member, traits in
            BatchRoom.Member(byteCount: self.room(for: member), isLong: traits.mayAnswerAtLength)
        }
        var all = CallTraits()
        all.room = BatchRoom(of: shares, within: limits.responseBytesMax).byteCount
        all.mayAnswerAtLength = traits.contains(where: \.mayAnswerAtLength) || all.room > LineReply.shortRoomMax
        all.isSlow = members.count > Self.quickBatchMax || traits.contains(where: \.isSlow)
        all.onlyReads = traits.allSatisfy(\.onlyReads)
        return .calls(all) { _ in await self.answerBatch(batch, shares, caller: caller) }
    }

    private func room(for member: JSONValue) -> Int {
        member["method"]?.string.map { dispatcher.answerRoom(of: $0, parameters: member["params"]) } ?? 0
    }

    private func reply(to request: JSONValue, caller: Dispatcher.Caller) -> LineReply {
        let envelope = RequestEnvelope(request)
        guard case .call(let method, let parameters, _) = envelope else {
            return .refused(refusal(of: envelope)?.bytes)
        }
        var traits = dispatcher.traits(of: method)
        if traits.mayAnswerAtLength || traits.isSlow {
            traits.room = dispatcher.answerRoom(of: method, parameters: parameters)
            traits.mayAnswerAtLength = traits.mayAnswerAtLength || traits.room > LineReply.shortRoomMax
        }
        return .calls(traits) { onWait in
            await self.answer(envelope, caller: caller, room: AnswerRoom(onWait: onWait))?.bytes
        }
    }

    private func traits(of request: JSONValue) -> CallTraits {
        request["method"]?.string.map(dispatcher.traits) ?? CallTraits()
    }

    /// Reads a line within the limits.
    private func read(_ line: [UInt8]) throws(JSONSyntaxError) -> JSONValue {
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
    private func answer(
        _ request: RequestEnvelope,
        caller: Dispatcher.Caller,
        room: AnswerRoom
    ) async -> IdentifiedAnswer? {
        guard case .call(let method, let parameters, let id) = request else { return refusal(of: request) }
        do throws(RPCError) {
            let result = try await dispatcher.call(method, parameters: parameters, caller: caller, room: room)
            return success(result, id: id)
        } catch {
            return failure(error, id: id)
        }
    }

    /// The answer to a request that is not run; nil for a notification.
    private func refusal(of request: RequestEnvelope) -> IdentifiedAnswer? {
        switch request {
        case .invalid(let error, let id): failure(noted(error), id: id)
        case .refused(let error, let id): failure(noted(error), id: id)
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
        answer.bytes.count <= limits.responseBytesMax ? answer : tooLarge(answer)
    }

    private func tooLarge(_ answer: IdentifiedAnswer) -> IdentifiedAnswer {
        _ = noted(.responseTooLarge(limit: limits.responseBytesMax))
        return answer.tooLarge(limit: limits.responseBytesMax)
    }

    /// Tells the dispatcher of an error that it did not throw itself.
    private func noted(_ error: RPCError) -> RPCError {
        dispatcher.refused(error)
        return error
    }
}

// MARK: Batches

extension RequestEngine {
    /// Answers the members of a batch, started in their order; nil if all of them are notifications.
    ///
    /// They run concurrently, so their records share a sync.
    private func answerBatch(
        _ batch: JSONValue,
        _ shares: [BatchRoom.Member],
        caller: Dispatcher.Caller
    ) async -> [UInt8]? {
        let answers = await memberAnswers(batch, shares, caller: caller)
        return BatchAnswer(answers, responseBytesMax: limits.responseBytesMax).bytes
    }

    private func memberAnswers(
        _ batch: JSONValue,
        _ shares: [BatchRoom.Member],
        caller: Dispatcher.Caller
    ) async -> [IdentifiedAnswer?] {
        if batch.count == 1, let member = batch.elements.first(where: { _ in true }) {
            return [await answer(RequestEnvelope(member), caller: caller, room: AnswerRoom())]
        }
        return await withTaskGroup(of: (Int, IdentifiedAnswer?).self) { group in
            let members = zip(batch.elements, shares).enumerated()
            var room = BatchRoom(of: shares, within: limits.responseBytesMax)
            for (position, (member, share)) in members where !share.isLong {
                let room = room.room(of: share)
                group.addImmediateTask {
                    (position, await self.answer(RequestEnvelope(member), caller: caller, room: room))
                }
            }
            var answers = [IdentifiedAnswer?](repeating: nil, count: shares.count)
            // One after the other: a hundred long answers, or a hundred that wait for events, would fill the memory.
            for (position, (member, share)) in members where share.isLong {
                let envelope = RequestEnvelope(member)
                guard let answer = await answer(envelope, caller: caller, room: room.nextLongRoom()) else { continue }
                answers[position] = room.take(answer.bytes.count) ? answer : tooLarge(answer)
            }
            for await (position, answer) in group { answers[position] = answer }
            return answers
        }
    }
}

// MARK: Refusals

extension RequestEngine {
    /// Answers a line with one error instead of running it: at shutdown, or after its deadline.
    ///
    /// Every request gets the error with its own id; an invalid request or batch, or no line at all, gets it with the id
    /// null. Where the outcome would be unknown, a request that only reads is told that it has none.
    ///
    /// - Parameters:
    ///   - line: One JSON text without its newline.
    ///   - error: The reason.
    /// - Returns: The answer without a newline; nil if all requests are notifications.
    package func refuse(_ line: [UInt8], with error: RPCError) -> [UInt8]? {
        dispatcher.refused(error)
        return refusal(of: line, with: error)
    }

    /// Whether a line has an answer: all but notifications do, also what is no request.
    package func hasAnswer(_ line: [UInt8]) -> Bool { refusal(of: line, with: .shuttingDown()) != nil }

    private func refusal(of line: [UInt8], with error: RPCError) -> [UInt8]? {
        guard let root = try? read(line) else { return RPCResponse.failure(error) }
        guard root.kind == .array else { return refusal(of: root, with: error)?.bytes }
        guard (1...limits.batchMax).contains(root.count) else { return RPCResponse.failure(error) }
        let answers = root.elements.map { refusal(of: $0, with: error) }
        return BatchAnswer(answers, responseBytesMax: limits.responseBytesMax).bytes
    }

    private func refusal(of request: JSONValue, with error: RPCError) -> IdentifiedAnswer? {
        let onlyReads = error.kind == .storageFailed && traits(of: request).onlyReads
        let error = onlyReads ? error.ofReading : error
        return switch RequestEnvelope(request) {
        case .invalid(_, let id): IdentifiedAnswer(id: id, bytes: RPCResponse.failure(id: id, error))
        case .refused(_, let id), .call(_, _, let id):
            id.map { IdentifiedAnswer(id: $0, bytes: RPCResponse.failure(id: $0, error)) }
        }
    }
}
