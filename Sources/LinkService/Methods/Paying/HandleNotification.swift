import Issuing
import JSON
package import JSONRPC
package import PaymentLinks

/// `handleNotification`: takes in what a payment service tells by itself.
package struct HandleNotification: Method {
    package static let name = "handleNotification"
    package static let summary =
        "Takes in a payment service's notification, as the web server got it: its signature is checked, and what is new is "
        + "recorded before the answer."
    package static let parameters: [DeclaredParameter] = [
        LinkParameters.site.optional, query.required, body.required, auth.required,
    ]
    package static let result = Schema.named(
        NamedSchema(
            "Acknowledgement",
            .object([Schema.Member("acknowledge", .words(["OK"]), "What the web server answers with.")], closed: false)
        )
    )
    package static let errors = DeclaredError.ofRecording + [.unknownSite, .badSignature]

    private static let query = Parameter(
        "query",
        ParameterType.text(0...8192),
        "The query of the address that was called, as it came, without the question mark."
    )
    private static let body = Parameter(
        "body",
        ParameterType.text(0...1_048_576),
        "The body, byte for byte: the signature is over these bytes. Empty if there was none."
    )
    private static let auth = Parameter(
        "auth",
        ParameterType.text(0...4096),
        "The header `Auth`, as it came; empty if there was none."
    )

    private let context: ServiceContext

    package init(_ context: ServiceContext) {
        self.context = context
    }

    package func call(_ arguments: Arguments, by caller: Caller) async throws(RPCError) -> [UInt8] {
        let notification = ServiceNotification(
            query: try arguments.required(Self.query),
            body: try arguments.required(Self.body),
            auth: try arguments.required(Self.auth)
        )
        let site = try context.site(of: arguments)
        guard let desk = context.reports else { throw .badSignature(ReportDesk.sentence(withoutServiceAt: site)) }
        let fault = try await context.ask(at: context.clock.now()) { (_) throws(LedgerError) in
            try await desk.take(notification, of: site, by: caller)
        }
        if let fault { throw .badSignature(fault) }
        var writer = JSONWriter()
        writer.object { $0.member("acknowledge", "OK") }
        return writer.bytes
    }
}

extension RPCError {
    fileprivate static func badSignature(_ sentence: String) -> RPCError {
        RPCError(.badSignature, sentence, at: "/auth")
    }
}
