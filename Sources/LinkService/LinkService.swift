package import JSON
package import JSONRPC
package import PaymentLinks

/// Every method of the wire under its name: what a request is dispatched to.
///
/// A class, since each line takes a reference to the service that a reload may replace.
package final class LinkService: MethodDispatcher {
    private let context: ServiceContext
    private let rights: LiveRights
    private let methods: [String: any Method]

    /// Makes every method there is, over one context.
    ///
    /// - Parameters:
    ///   - context: What the methods work with.
    ///   - rights: Who may call what; may be replaced while it serves.
    package init(_ context: ServiceContext, rights: LiveRights = LiveRights(Rights(nil))) {
        self.context = context
        self.rights = rights
        methods = Dictionary(uniqueKeysWithValues: MethodDeclaration.all.map { ($0.name, $0.method(over: context)) })
    }

    package func call(
        _ method: String,
        parameters: JSONValue?,
        caller: Caller,
        room: AnswerRoom
    ) async throws(RPCError) -> [UInt8] {
        guard let method = methods[method] else {
            throw .methodNotFound(method, meant: NearestName.of(method, among: MethodDeclaration.all.map(\.name)))
        }
        let type = type(of: method)
        // A call that waits looks at rights that may come meanwhile.
        if rights.current.areUnbounded(for: caller), !type.waits {
            return try await method.call(Arguments(parameters, declared: type.parameters, room: room), by: caller)
        }
        return try await callBound(type, parameters, caller, room)
    }

    /// Runs a call whose caller is bound by rights, which come before parameters.
    private func callBound(
        _ type: any Method.Type,
        _ parameters: JSONValue?,
        _ caller: Caller,
        _ room: AnswerRoom
    ) async throws(RPCError) -> [UInt8] {
        let scope = { @Sendable [rights] in rights.current.scope(of: caller, calling: type.name) }
        let named = sites(in: parameters, type.parameters)
        let isAllowed = { scope().map { now in named.allSatisfy { now.allows($0) } } ?? false }
        guard isAllowed() else { throw .notAllowed(type.name) }
        let arguments = try Arguments(parameters, declared: type.parameters, room: room)
        do throws(RPCError) {
            let answer = try await type.init(context.bound(by: scope)).call(arguments, by: caller)
            guard !type.waits || isAllowed() else { throw .notAllowed(type.name) }
            return answer
        } catch  where error.kind == .notAllowed {
            throw .notAllowed(type.name)
        }
    }

    /// The sites that a call names, itself or in its rows, whatever else may be wrong with it.
    private func sites(in parameters: JSONValue?, _ declared: [DeclaredParameter]) -> [SiteName] {
        let name = LinkParameters.site.name
        let named = value(of: name, in: parameters, declared).map { [$0] } ?? []
        let rows = value(of: GenerateLinks.rowsName, in: parameters, declared).map {
            $0.elements.compactMap { $0[name] }
        }
        return (named + (rows ?? [])).compactMap { $0.string.flatMap { try? SiteName($0) } }
    }

    private func value(of name: String, in parameters: JSONValue?, _ declared: [DeclaredParameter]) -> JSONValue? {
        guard let parameters, let position = declared.firstIndex(where: { $0.name == name }) else { return nil }
        return parameters.kind == .object
            ? parameters[name] : parameters.elements.dropFirst(position).first { _ in true }
    }

    package func traits(of method: String) -> CallTraits {
        var traits = CallTraits()
        guard let method = methods[method] else { return traits }
        let type = type(of: method)
        traits.mayAnswerAtLength = type.mayAnswerAtLength
        traits.isSlow = type.isSlow
        traits.onlyReads = type.onlyReads
        return traits
    }

    package func answerRoom(of method: String, parameters: JSONValue?) -> Int {
        guard let method = methods[method] else { return LineReply.ordinaryRoom }
        let type = type(of: method)
        return type.answerRoom({ value(of: $0, in: parameters, type.parameters) }, context.limits)
    }
}

extension RPCError {
    fileprivate static func notAllowed(_ method: String) -> RPCError {
        RPCError(
            .notAllowed,
            "No rule of `rights` allows you this call of \(method); ask whoever keeps paylinkd.json for one."
        )
    }
}
