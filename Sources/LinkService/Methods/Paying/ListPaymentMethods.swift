import JSON
package import JSONRPC
package import PaymentLinks

/// `listPaymentMethods`: shows the gateways there are.
package struct ListPaymentMethods: Method {
    package static let name = "listPaymentMethods"
    package static let summary =
        "Shows the payment methods with their gateway codes, and which of them a link may name as its `gateway`."
    package static let parameters: [DeclaredParameter] = [LinkParameters.site.optional]
    package static let onlyReads = true
    package static let result = Schema.named(
        NamedSchema(
            "PaymentMethods",
            .object(
                [Schema.Member("paymentMethods", .array(of: .named(method), counts: nil), "The methods, by kind.")],
                closed: false
            )
        )
    )
    package static let errors: [DeclaredError] = [.unknownSite]

    private static let method = NamedSchema(
        "PaymentMethod",
        .object(
            [
                Schema.Member("gateway", .string(1...40), "The code that a link names."),
                Schema.Member("name", .text, "The method's own name."),
                Schema.Member("kind", .words(PaymentMethod.Kind.allCases.map(\.rawValue)), "What kind it is of."),
                Schema.Member("takesLinks", .boolean, "Whether a link may name it as its `gateway`."),
                Schema.Member(
                    "payLater",
                    .boolean,
                    "Whether the customer pays later, for which links are not made."
                ),
            ],
            closed: false
        )
    )

    private let context: ServiceContext

    package init(_ context: ServiceContext) {
        self.context = context
    }

    package func call(_ arguments: Arguments, by caller: Caller) async throws(RPCError) -> [UInt8] {
        // Every site has the same table, and a site that is not there is still a mistake.
        _ = try context.siteIfNamed(in: arguments)
        var writer = JSONWriter(reserving: 8 << 10)
        writer.object { writer in
            writer.array("paymentMethods") { writer in
                for method in PaymentMethod.all {
                    writer.object { writer in
                        writer.member("gateway", method.gateway)
                        writer.member("name", method.name)
                        writer.member("kind", method.kind.rawValue)
                        writer.member("takesLinks", method.takesLinks)
                        writer.member("payLater", method.kind == .payLater)
                    }
                }
            }
        }
        return writer.bytes
    }
}
