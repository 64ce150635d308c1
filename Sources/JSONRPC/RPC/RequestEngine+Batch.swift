import JSON

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
        return await withTaskGroup(of: (Int, IdentifiedAnswer?).self) { group in
            let members = Array(batch.elements)
            for (position, member) in members.enumerated() {
                group.addImmediateTask { (position, await answer(RequestEnvelope(member), caller: caller)) }
            }
            var answers = [IdentifiedAnswer?](repeating: nil, count: members.count)
            var roomForLong = limits.responseBytesMax
            for await (position, answer) in group {
                answers[position] = answer
                guard let answer, mayAnswerAtLength(members[position]) else { continue }
                // A hundred long answers would fill the memory before it shows that they don't fit in one.
                let kept = answer.bytes.count <= roomForLong ? answer : answer.tooLarge(limit: limits.responseBytesMax)
                roomForLong -= kept.bytes.count
                answers[position] = kept
            }
            return answers
        }
    }
}
