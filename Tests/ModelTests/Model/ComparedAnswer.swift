import JSON
import JSONRPC
import TestSupport

/// The part of an answer that is compared: all of it, but of events only the members that both services determine.
enum ComparedAnswer {
    static func text(of answer: [UInt8], to line: String) throws -> [UInt8] {
        guard line.contains(#""method":"listEvents""#), let result = try ServiceAnswer(answer).result else {
            return answer
        }
        let names: Set = ["seq", "time", "actor", "type", "site", "orderId"]
        let events = (result["events"]?.elements.map { Array($0.members) } ?? []).map { members in
            members.filter { names.contains($0.name) }.map { "\($0.name) \($0.value.compact)" }.joined(separator: ", ")
        }
        return Array("\(events), \(result["seq"]?.integer ?? -1)".utf8)
    }
}
