import JSON
import JSONRPC
import Promises

/// The answer to a line by the specification, written a second time without regard to speed.
enum ExpectedAnswer {
    case nothing
    case one(ExpectedMember)
    case batch([ExpectedMember])

    init(to line: [UInt8], limits: EngineLimits) {
        let root: JSONValue
        do throws(JSONSyntaxError) {
            root = try JSONDocument(parsing: line, depthMax: limits.depthMax).root
        } catch {
            self = .one(ExpectedMember(error.code == .tooDeep ? -32001 : -32700))
            return
        }
        guard root.kind == .array else {
            self = ExpectedMember(to: root).map(Self.one) ?? .nothing
            return
        }
        guard (1...limits.batchMax).contains(root.count) else {
            self = .one(ExpectedMember(root.count == 0 ? -32600 : -32001))
            return
        }
        let members = root.elements.compactMap(ExpectedMember.init)
        self = members.isEmpty ? .nothing : .batch(members)
    }
}

/// The demands on one answer: the bytes of its id, and its error code.
struct ExpectedMember {
    private var id = Array("null".utf8)
    /// The error's code; nil for a result.
    private var code: Int64?
    private var result: [UInt8]?

    /// An error whose request could not be read.
    init(_ code: Int64) {
        self.code = code
    }

    /// The answer to a request or a batch's member; nil if it is a notification.
    init?(to request: JSONValue) {
        let ids = request.members.filter { $0.name == "id" }.map(\.value)
        if ids.count == 1, [.string, .number, .null].contains(ids[0].kind) { id = Array(ids[0].rawBytes) }
        guard Self.isValid(request) else {
            code = -32600
            return
        }
        if ids.isEmpty { return nil }
        let parameters = request["params"]
        switch request["method"]?.string {
        case _ where parameters?.duplicateMemberPointer != nil: code = -32602
        case "echo": result = parameters.map { Array($0.rawBytes) } ?? Array("null".utf8)
        case "fail": code = -32602
        case "long": code = -32001
        default: code = -32601
        }
    }

    private static func isValid(_ request: JSONValue) -> Bool {
        let names = request.members.map { Array($0.name.utf8) }
        let parameterKind = request["params"]?.kind
        return request.kind == .object && Set(names).count == names.count
            && request.members.allSatisfy { $0.name != "id" || [.string, .number, .null].contains($0.value.kind) }
            && request["jsonrpc"]?.string == "2.0" && request["method"]?.kind == .string
            && (parameterKind == nil || parameterKind == .object || parameterKind == .array)
    }

    /// Checks an answer.
    func check(_ answer: JSONValue) {
        require(answer["jsonrpc"]?.string == "2.0" && answer.kind == .object, "no JSON-RPC 2.0")
        require(answer["id"].map { Array($0.rawBytes) } == id, "the id is not the request's")
        let error = answer["error"]
        require(answer.members.map(\.name) == ["jsonrpc", "id", error == nil ? "result" : "error"], "other members")
        if let error { checkForm(error) }
        // Any answer may be refused for its length.
        guard error?["data"]?["kind"]?.string != "responseTooLarge" else { return }
        require(error?["code"]?.integer == code, "the code is not the one demanded")
        require(result == nil || answer["result"].map { Array($0.rawBytes) } == result, "the result was changed")
    }

    private func checkForm(_ error: JSONValue) {
        require(error.members.map(\.name) == ["code", "message", "data"] && error["code"]?.integer != nil, "no code")
        require(error["message"]?.string.map { $0.hasSuffix(".") && !$0.contains("\n") } == true, "no sentence")
        require(error["data"]?["kind"]?.string?.isEmpty == false && error["data"]?["retryable"]?.bool != nil, "no data")
    }
}
