import Glibc
@testable import JSON
@testable import JSONRPC
import TestSupport

/// The methods of the specification's examples, and some that misbehave on demand.
///
/// The caller is a stream that hears of every call at the moment it enters, so a test knows what ran and in which order.
struct ScriptedMethods: MethodDispatcher {
    typealias Caller = AsyncStream<Entry>.Continuation

    struct Entry: Sendable, Equatable {
        let method: String
        let parameters: String?
        let thread: UInt
    }

    var meeting: Meeting?

    func call(_ method: String, parameters: JSONValue?, caller: Caller) async throws(RPCError) -> [UInt8] {
        let text = parameters.map { String(utf8: $0.rawBytes) }
        caller.yield(Entry(method: method, parameters: text, thread: currentThread()))
        switch method {
        case "subtract": return try subtract(parameters)
        case "sum": return encode(parameters?.elements.reduce(0) { $0 + ($1.integer ?? 0) } ?? 0)
        case "get_data": return Array(#"["hello",5]"#.utf8)
        case "update", "notify_hello", "notify_sum", "foobaz", "": throw .methodNotFound(method)
        case "nothing": return Array("null".utf8)
        case "echo": return text.map { Array($0.utf8) } ?? Array("null".utf8)
        case "fail": throw ErrorKind.internalError.error("The method failed.")
        case "long": return [UInt8](repeating: UInt8(ascii: "1"), count: Int(parameters?["bytes"]?.integer ?? 0))
        case "meet":
            await meeting?.arrive()
            return Array("true".utf8)
        default: throw .methodNotFound(method)
        }
    }

    func mayAnswerAtLength(_ method: String) -> Bool { method == "long" }

    private func subtract(_ parameters: JSONValue?) throws(RPCError) -> [UInt8] {
        let values = parameters.map { Array($0.elements) } ?? []
        guard let minuend = (values.first ?? parameters?["minuend"])?.integer,
            let subtrahend = (values.last ?? parameters?["subtrahend"])?.integer, values.count == 2 || values.isEmpty
        else { throw .invalidParameter("/minuend", "Give minuend and subtrahend.") }
        return encode(minuend - subtrahend)
    }

    private func encode(_ number: Int64) -> [UInt8] { Array(String(number).utf8) }
}

/// A point where calls wait until all that were expected are there.
actor Meeting {
    private var missing: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(of count: Int) { missing = count }

    func arrive() async {
        missing -= 1
        guard missing > 0 else {
            waiting.forEach { $0.resume() }
            waiting = []
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }
}

func currentThread() -> UInt { UInt(pthread_self()) }

/// An engine over ``ScriptedMethods``, with what it answered and what it ran.
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

    /// The names of the methods that ran, in the order they were entered.
    var methods: [String] { entries.map(\.method) }
}

/// What a test checks of an answer, after its form has been checked by the rules that hold for each one.
struct CheckedAnswer: Equatable, CustomStringConvertible {
    let id: String
    let code: Int64?
    let kind: String?
    let result: String?

    static func result(_ result: String, id: String) -> CheckedAnswer {
        CheckedAnswer(id: id, code: nil, kind: nil, result: result)
    }

    static func error(_ code: Int64, id: String, kind: String? = nil) -> CheckedAnswer {
        CheckedAnswer(id: id, code: code, kind: kind ?? kinds[code], result: nil)
    }

    private static let kinds: [Int64: String] = [
        -32700: "parseError", -32600: "invalidRequest", -32601: "methodNotFound", -32602: "invalidParameter",
        -32603: "internalError",
    ]

    var description: String { "\(id): \(result ?? "\(code ?? 0) \(kind ?? "")")" }
}

extension EngineRun {
    /// The answers on the line: one for a request, one for each member of a batch.
    func checked() throws -> [CheckedAnswer] {
        guard let answer else { return [] }
        let root = try JSONDocument(answer).root
        return try root.kind == .array ? root.elements.map(CheckedAnswer.init) : [CheckedAnswer(root)]
    }
}
