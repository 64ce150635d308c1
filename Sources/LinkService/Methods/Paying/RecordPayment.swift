import Issuing
package import JSONRPC
package import PaymentLinks

/// `recordPayment`: keeps what has become of a link's payment.
package struct RecordPayment: Method {
    package static let name = "recordPayment"
    package static let summary =
        "Records what became of a payment, as the payment service tells it, or money that came another way."
    package static let parameters: [DeclaredParameter] = [
        LinkParameters.site.optional, LinkParameters.orderID.required, status.required, amount.optional,
        transactionID.optional, occurredAt.optional, note.optional,
    ]
    package static let result = Schema.named(LinkSchema.reported)
    package static let errors =
        DeclaredError.ofRecording + [
            .unknownSite, .invalidOrderID, .unknownOrder, .invalidAmount, .invalidTransition,
        ]

    private static let status = Parameter(
        "status",
        ParameterType<ReportedStatus>.word,
        "The payment service's order status; `completed` for money that came another way. `transitions.md` has its effects."
    )
    private static let amount = Parameter(
        "amount",
        TermParameters.amount.type,
        "How much money moved, in the link's currency; all that is due, or all that is held of a refund, if left out."
    )
    private static let transactionID = Parameter(
        "transactionId",
        ParameterType<TransactionID>.text(),
        "The payment service's name for the transaction: told again, the same one changes nothing."
    )
    private static let occurredAt = Parameter(
        "occurredAt",
        ParameterType<Instant>.time,
        "When it happened; now if left out. At most a day ahead, since clocks differ, and ten years back: money may have come long "
            + "before the link that accounts for it."
    )
    private static let note = Parameter(
        "note",
        ParameterType<PaymentNote>.text(),
        "Where the money came from, in words for people; kept in the journal."
    )

    private let context: ServiceContext

    package init(_ context: ServiceContext) {
        self.context = context
    }

    package func call(_ arguments: Arguments, by caller: Caller) async throws(RPCError) -> [UInt8] {
        let key = try await context.key(of: arguments)
        let report = PaymentReport(
            status: try arguments.required(Self.status),
            amount: try arguments.optional(Self.amount),
            transactionID: try arguments.optional(Self.transactionID),
            occurredAt: try moment(in: arguments),
            note: try arguments.optional(Self.note)
        )
        let command = RecordPaymentCommand(key: key, report: report)
        let answer = try await context.perform(.recordPayment(command), by: caller, showsRecorded: true) { kind in
            switch kind {
            case .invalidAmount: "/amount"
            case .invalidTransition: "/status"
            default: "/orderId"
            }
        }
        context.reports?.noteNews(of: key)
        return answer
    }

    private func moment(in arguments: Arguments) throws(RPCError) -> Instant? {
        guard let moment = try arguments.optional(Self.occurredAt) else { return nil }
        guard moment <= context.clock.now().adding(seconds: 86_400) else {
            throw .invalidParameter(
                arguments.pointer(to: Self.occurredAt.name),
                "`occurredAt` lies in the future; give when the money moved, or leave it out."
            )
        }
        guard moment >= context.clock.now().adding(seconds: -3653 * 86_400) else {
            throw .invalidParameter(
                arguments.pointer(to: Self.occurredAt.name),
                "`occurredAt` lies more than ten years back; give when the money moved, or leave it out."
            )
        }
        return moment
    }
}
