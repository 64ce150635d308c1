package import JSON
package import JSONRPC
package import PaymentLinks

/// `rpc.discover`: describes the service itself.
package struct Discover: Method {
    package static let name = "rpc.discover"
    package static let summary = "Describes every method, error and limit, as an OpenRPC document."
    package static let parameters: [DeclaredParameter] = []
    package static let mayAnswerAtLength = true
    package static let isSlow = true
    package static let result = Schema.object(
        [
            Schema.Member("openrpc", .text, "The version of OpenRPC."),
            Schema.Member("methods", .array(of: .object([], closed: false), counts: nil), "The methods."),
        ],
        closed: false
    )
    package static let errors: [DeclaredError] = []
    package static let examples: [Example] = []

    package static func answerRoom(_ value: (_ parameter: String) -> JSONValue?, _ limits: ServiceLimits) -> Int {
        documentBytesMax
    }

    /// More than the document has.
    static let documentBytesMax = 192 << 10

    private let facts: ServiceFacts

    package init(_ context: ServiceContext) {
        facts = context.facts
    }

    package func call(_ arguments: Arguments, by caller: Caller) async throws(RPCError) -> [UInt8] {
        // Made for each call: calls are rare, and a start should not wait for it.
        OpenRPCDocument(facts: facts).text
    }
}
