import Glibc
@testable import JSON
@testable import JSONRPC
import TestSupport

/// The methods of the specification's examples, and some that fail, wait or answer at length.
///
/// The caller is a stream that receives every call as it enters, so a test knows the order of the calls.
struct ScriptedMethods: MethodDispatcher {
    typealias Caller = AsyncStream<Entry>.Continuation

    struct Entry: Sendable, Equatable {
        let method: String
        let parameters: String?
        let thread: UInt
    }

    var meeting: Meeting?

    func call(
        _ method: String,
        parameters: JSONValue?,
        caller: Caller,
        room: AnswerRoom
    ) async throws(RPCError) -> [UInt8] {
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
        case "in turn":
            for _ in 0..<20 { await Task.yield() }
            caller.yield(Entry(method: "ended", parameters: nil, thread: currentThread()))
            return Array("true".utf8)
        case "meet":
            await meeting?.arrive()
            return Array("true".utf8)
        default: throw .methodNotFound(method)
        }
    }

    func traits(of method: String) -> CallTraits {
        var traits = CallTraits()
        traits.mayAnswerAtLength = method == "long" || method == "in turn"
        traits.isSlow = method == "slow"
        return traits
    }

    private func subtract(_ parameters: JSONValue?) throws(RPCError) -> [UInt8] {
        let values = parameters.map { Array($0.elements) } ?? []
        guard let minuend = (values.first ?? parameters?["minuend"])?.integer,
            let subtrahend = (values.last ?? parameters?["subtrahend"])?.integer, values.count == 2 || values.isEmpty
        else { throw .invalidParameter("/minuend", "Give minuend and subtrahend.") }
        return encode(minuend - subtrahend)
    }

    private func encode(_ number: Int64) -> [UInt8] { Array(String(number).utf8) }
}

func currentThread() -> UInt { UInt(pthread_self()) }
