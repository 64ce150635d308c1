@testable import JSON
@testable import JSONRPC
import TestSupport

/// An engine over ``ScriptedMethods``, with its answers and its calls.
struct EngineRun {
    let answer: String?
    let entries: [ScriptedMethods.Entry]

    init(_ line: [UInt8], limits: EngineLimits = EngineLimits(), meeting: Meeting? = nil) async {
        let (stream, caller) = AsyncStream<ScriptedMethods.Entry>.makeStream()
        let engine = RequestEngine(dispatcher: ScriptedMethods(meeting: meeting), limits: limits)
        answer = await engine.reply(to: line, caller: caller).wait().map { String(utf8: $0) }
        caller.finish()
        entries = await stream.reduce(into: []) { $0.append($1) }
    }

    init(_ line: String, limits: EngineLimits = EngineLimits(), meeting: Meeting? = nil) async {
        await self.init(Array(line.utf8), limits: limits, meeting: meeting)
    }

    /// The names of the methods that ran, in the order of their calls.
    var methods: [String] { entries.map(\.method) }
}

extension EngineRun {
    /// The answers on the line: one for a request, one for each member of a batch.
    func checked() throws -> [CheckedAnswer] {
        guard let answer else { return [] }
        let root = try JSONDocument(answer).root
        return try root.kind == .array ? root.elements.map(CheckedAnswer.init) : [CheckedAnswer(root)]
    }
}
