extension RequestEngine {
    /// Answers the members of a batch, each started in its order; nil if all of them are notifications.
    ///
    /// Members wait together: what one writes to the journal shares a sync with the others.
    func answerBatch(_ batch: JSONValue, caller: Dispatcher.Caller) async -> [UInt8]? {
        let answers = await memberAnswers(batch, caller: caller)
        return BatchAnswer(answers, responseBytesMax: limits.responseBytesMax).bytes
    }

    private func memberAnswers(_ batch: JSONValue, caller: Dispatcher.Caller) async -> [IdentifiedAnswer?] {
        if batch.count == 1, let member = batch.elements.first(where: { _ in true }) {
            return [await answer(RequestEnvelope(member), caller: caller)]
        }
        let members = Array(batch.elements)
        let long = members.indices.filter { mayAnswerAtLength(members[$0]) }
        return await withTaskGroup(of: [(Int, IdentifiedAnswer?)].self) { group in
            for (position, member) in members.enumerated() {
                if position == long.first {
                    group.addImmediateTask { await longAnswers(long, of: members, caller: caller) }
                } else if !long.contains(position) {
                    group.addImmediateTask { [(position, await answer(RequestEnvelope(member), caller: caller))] }
                }
            }
            var answers = [IdentifiedAnswer?](repeating: nil, count: batch.count)
            for await found in group {
                for (position, answer) in found { answers[position] = answer }
            }
            return answers
        }
    }

    /// Answers those members that may answer at length one after the other, and only as many as have room in the answer.
    private func longAnswers(
        _ positions: [Int],
        of members: [JSONValue],
        caller: Dispatcher.Caller
    ) async -> [(Int, IdentifiedAnswer?)] {
        var answers: [(Int, IdentifiedAnswer?)] = []
        var byteCount = 0
        for position in positions {
            var answer = await answer(RequestEnvelope(members[position]), caller: caller)
            byteCount += answer?.bytes.count ?? 0
            if byteCount > limits.responseBytesMax { answer = answer?.tooLarge(limit: limits.responseBytesMax) }
            answers.append((position, answer))
        }
        return answers
    }
}
