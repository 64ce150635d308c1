package import JSONRPC
package import PaymentLinks

/// Every method of the wire under its name: what a request is dispatched to.
package struct LinkService: MethodDispatcher {
    private let methods: [String: any Method]

    /// Puts the methods together over their parts.
    package init(_ parts: ServiceParts, facts: GetServiceStatus.Facts) {
        let all: [any Method] = [
            GenerateLink(parts), GetLink(parts), ListLinks(parts), DuplicateTransaction(parts), CancelLink(parts),
            UpdateLink(parts), RecordPayment(parts),
            GenerateLinks(parts), ResolveLink(parts), ListEvents(parts), ListPaymentMethods(parts),
            ErasePersonalData(parts), GetServiceStatus(parts, facts: facts), Discover(facts: facts),
        ]
        methods = Dictionary(uniqueKeysWithValues: all.map { (type(of: $0).name, $0) })
    }

    package func call(
        _ method: String,
        parameters: JSONValue?,
        caller: Caller
    ) async throws(RPCError) -> [UInt8] {
        guard let method = methods[method] else { throw .methodNotFound(method) }
        let arguments = try Arguments(parameters, declared: type(of: method).parameters)
        return try await method.call(arguments, by: caller)
    }

    package func callAtOnce(
        _ method: String,
        parameters: JSONValue?,
        caller: Caller
    ) throws(RPCError) -> [UInt8]? {
        // Arguments are read twice where nothing comes of it, so only methods that may answer are asked.
        guard let method = methods[method], type(of: method).mayAnswerAtOnce else { return nil }
        return try method.callAtOnce(Arguments(parameters, declared: type(of: method).parameters), by: caller)
    }

    package func mayAnswerAtLength(_ method: String) -> Bool {
        methods[method].map { type(of: $0).mayAnswerAtLength } ?? false
    }
}
