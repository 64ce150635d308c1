import JSON

/// One request, checked by the rules of JSON-RPC 2.0 section 4 before its method is looked up.
enum RequestEnvelope {
    /// A request that may be run; without an `id` it is a notification and gets no answer.
    case call(method: String, parameters: JSONValue?, id: ArraySlice<UInt8>?)
    /// An invalid request, which is answered in any case, with its id if it could be read.
    case invalid(RPCError, id: ArraySlice<UInt8>)
    /// A valid request whose parameters are refused; without an `id` it gets no answer.
    case refused(RPCError, id: ArraySlice<UInt8>?)

    init(_ value: JSONValue) {
        do throws(Fault) {
            self = try Self.check(value)
        } catch {
            self = .invalid(.invalidRequest(error.reason), id: error.id)
        }
    }

    /// The first broken rule, and the id if it could be read.
    private struct Fault: Error {
        let reason: String
        var id = RPCResponse.nullID
    }

    private static func check(_ value: JSONValue) throws(Fault) -> RequestEnvelope {
        guard value.kind == .object else { throw Fault(reason: "A request is a JSON object with jsonrpc and method.") }
        let id = try readID(value)
        let echo = id ?? RPCResponse.nullID
        guard value.duplicateMember == nil else {
            // Of two ids neither is the request's.
            let hasOneID = value.members.count { $0.name == "id" } == 1
            throw Fault(reason: "A request names each member once.", id: hasOneID ? echo : RPCResponse.nullID)
        }
        guard value["jsonrpc"]?.string == "2.0" else {
            throw Fault(reason: #"The member jsonrpc must be exactly "2.0"."#, id: echo)
        }
        guard let method = value["method"]?.string else {
            throw Fault(reason: "The member method must be a string.", id: echo)
        }
        let parameters = value["params"]
        if let parameters, parameters.kind != .object, parameters.kind != .array {
            throw Fault(reason: "The member params must be an object or an array; leave it out for none.", id: echo)
        }
        if let pointer = parameters?.duplicateMemberPointer {
            return .refused(.invalidParameter(pointer, "The parameter is given twice; send it once."), id: id)
        }
        return .call(method: method, parameters: parameters, id: id)
    }

    private static func readID(_ request: JSONValue) throws(Fault) -> ArraySlice<UInt8>? {
        guard let id = request["id"] else { return nil }
        switch id.kind {
        case .string, .number, .null: return id.rawBytes
        case .object, .array, .bool: throw Fault(reason: "The member id must be a string, a number or null.")
        }
    }
}
