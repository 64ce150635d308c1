package import JSON
package import JSONRPC
package import PaymentLinks

/// Every method of the wire under its name: what a request is dispatched to.
package struct LinkService: MethodDispatcher {
    private let methods: [String: any Method]

    /// Makes every method there is, over one context.
    package init(_ context: ServiceContext) {
        methods = Dictionary(uniqueKeysWithValues: MethodDeclaration.all.map { ($0.name, $0.method(over: context)) })
    }

    package func call(
        _ method: String,
        parameters: JSONValue?,
        caller: Caller
    ) async throws(RPCError) -> [UInt8] {
        guard let method = methods[method] else {
            throw .methodNotFound(method, meant: NearestName.of(method, among: MethodDeclaration.all.map(\.name)))
        }
        let arguments = try Arguments(parameters, declared: type(of: method).parameters)
        return try await method.call(arguments, by: caller)
    }

    package func mayAnswerAtLength(_ method: String) -> Bool {
        methods[method].map { type(of: $0).mayAnswerAtLength } ?? false
    }

    package func isSlow(_ method: String) -> Bool {
        methods[method].map { type(of: $0).isSlow } ?? false
    }
}
