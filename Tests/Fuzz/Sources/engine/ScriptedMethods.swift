import JSON
import JSONRPC

/// Methods that answer at once: one returns its parameters, one refuses them, one has a long result.
struct ScriptedMethods: MethodDispatcher {
    static let longResultByteCount = 500

    func call(
        _ method: String,
        parameters: JSONValue?,
        caller: Void,
        room: AnswerRoom
    ) async throws(RPCError) -> [UInt8] {
        switch method {
        case "echo": return parameters.map { Array($0.rawBytes) } ?? Array("null".utf8)
        case "fail": throw .invalidParameter("/a", "It is refused.")
        case "long": return [UInt8](repeating: UInt8(ascii: "1"), count: Self.longResultByteCount)
        default: throw .methodNotFound(method)
        }
    }
}
