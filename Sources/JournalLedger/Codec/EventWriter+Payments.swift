import JSON
import PaymentLinks

// The members of payment and update events, beside type and order.
extension EventWriter {
    static func write(_ payment: PaymentRecorded, to writer: inout JSONWriter) {
        writer.member("status", payment.report.status.rawValue)
        if let amount = payment.report.amount { writer.member("amount", amount) }
        writer.memberIfPresent("currency", payment.currency?.code)
        writer.memberIfPresent("transactionId", payment.report.transactionID?.text)
        writer.memberIfPresent("occurredAt", payment.report.occurredAt?.text)
        writer.memberIfPresent("note", payment.report.note?.text)
        if let money = payment.report.otherMoney {
            writer.member("otherAmount", money.amount)
            writer.member("otherCurrency", money.currency)
        }
        writer.member("becomes", payment.becomes.rawValue)
        writer.memberIfPresent("afterHold", payment.afterHold?.rawValue)
        if payment.isLate { writer.member("late", true) }
        writer.memberIfPresent("settledBy", payment.settledBy?.text)
    }

    static func write(_ paid: LinkPaidCarried, to writer: inout JSONWriter) {
        writer.member("carriedAmount", paid.amount)
        writer.memberIfPresent("currency", paid.currency?.code)
    }

    static func write(_ paid: LinkPaidCounted, to writer: inout JSONWriter) {
        writer.member("countedAmount", paid.amount)
        writer.member("currency", paid.currency.code)
    }

    static func write(_ report: UnknownOrderReported, to writer: inout JSONWriter) {
        writer.memberIfPresent("status", report.status?.rawValue)
        writer.memberIfPresent("transactionId", report.transactionID?.text)
        if let amount = report.amount { writer.member("amount", amount) }
        writer.memberIfPresent("currency", report.currency)
    }

    static func write(_ updated: LinkUpdated, to writer: inout JSONWriter) {
        writer.memberIfPresent("expiresAt", updated.expiresAt?.text)
        if let secondChanceEmail = updated.secondChanceEmail { writer.member("secondChanceEmail", secondChanceEmail) }
        if let metadata = updated.metadata {
            writer.key("metadata")
            writer.metadata(metadata)
        }
        writer.memberIfPresent("reason", updated.reason?.text)
        if updated.resetsOpenings { writer.member("openingsReset", true) }
    }
}
