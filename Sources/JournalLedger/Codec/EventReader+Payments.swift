import JSON
import PaymentLinks

extension EventReader {
    func payment(_ value: JSONValue, _ key: LinkKey) throws(RecordedChangeError) -> PaymentRecorded {
        guard let status = ReportedStatus(rawValue: string(value, "status")) else { throw notUnderstood("status") }
        guard let becomes = LinkStatus(rawValue: string(value, "becomes")) else { throw notUnderstood("becomes") }
        let afterHold = LinkStatus(rawValue: string(value, "afterHold"))
        if afterHold == nil, value["afterHold"] != nil { throw notUnderstood("afterHold") }
        let report = PaymentReport(
            status: status,
            amount: try amount(value, needed: status.movesMoney),
            transactionID: try optional(value, "transactionId", TransactionID.recorded),
            occurredAt: try optional(value, "occurredAt", Instant.init(rfc3339:)),
            note: try optional(value, "note", PaymentNote.recorded),
            otherMoney: try otherMoney(value)
        )
        return PaymentRecorded(
            key: key,
            report: report,
            currency: try optional(value, "currency", Currency.init(code:)),
            becomes: becomes,
            afterHold: afterHold,
            isLate: try flag(value, "late"),
            settledBy: try optional(value, "settledBy", OrderID.recorded)
        )
    }

    func superseded(_ value: JSONValue, _ key: LinkKey) throws(RecordedChangeError) -> LinkSuperseded {
        LinkSuperseded(
            key: key,
            by: try text(value, "by", OrderID.recorded),
            currency: try optional(value, "currency", Currency.init(code:))
        )
    }

    func carried(_ value: JSONValue, _ key: LinkKey) throws(RecordedChangeError) -> LinkPaidCarried {
        LinkPaidCarried(
            key: key,
            amount: try carriedAmount(value, needed: true),
            currency: try optional(value, "currency", Currency.init(code:))
        )
    }

    func counted(_ value: JSONValue, _ key: LinkKey) throws(RecordedChangeError) -> LinkPaidCounted {
        let amount = integer(value, "countedAmount")
        guard amount >= 0 else { throw notUnderstood("countedAmount") }
        return LinkPaidCounted(key: key, amount: amount, currency: try text(value, "currency", Currency.init(code:)))
    }

    private func otherMoney(_ value: JSONValue) throws(RecordedChangeError) -> PaymentReport.OtherMoney? {
        guard value["otherCurrency"] != nil else { return nil }
        let amount = integer(value, "otherAmount")
        guard amount >= 0 else { throw notUnderstood("otherAmount") }
        return PaymentReport.OtherMoney(amount: amount, currency: try present(value, "otherCurrency"))
    }

    func unknownOrder(_ value: JSONValue, _ key: LinkKey) throws(RecordedChangeError) -> UnknownOrderReported {
        var status: ReportedStatus?
        if value["status"] != nil {
            status = ReportedStatus(rawValue: string(value, "status"))
            if status == nil { throw notUnderstood("status") }
        }
        return UnknownOrderReported(
            key: key,
            status: status,
            transactionID: try optional(value, "transactionId", TransactionID.recorded),
            amount: try amount(value, needed: false),
            currency: value["currency"] == nil ? nil : try present(value, "currency")
        )
    }

    func update(_ value: JSONValue, _ key: LinkKey) throws(RecordedChangeError) -> LinkUpdated {
        LinkUpdated(
            key: key,
            expiresAt: try optional(value, "expiresAt", Instant.init(rfc3339:)),
            secondChanceEmail: value["secondChanceEmail"] == nil ? nil : try flag(value, "secondChanceEmail"),
            metadata: value["metadata"] == nil ? nil : try metadata(value["metadata"]),
            reason: try optional(value, "reason", Reason.recorded),
            resetsOpenings: try flag(value, "openingsReset")
        )
    }

    /// The money of superseded attempts; 0 if it is left out.
    func carriedAmount(_ value: JSONValue, needed: Bool) throws(RecordedChangeError) -> Int64 {
        if !needed, value["carriedAmount"] == nil { return 0 }
        let amount = integer(value, "carriedAmount")
        guard amount >= 0 else { throw notUnderstood("carriedAmount") }
        return amount
    }

    private func amount(_ value: JSONValue, needed: Bool) throws(RecordedChangeError) -> Int64? {
        if !needed, value["amount"] == nil { return nil }
        let amount = integer(value, "amount")
        guard amount >= 0 else { throw notUnderstood("amount") }
        return amount
    }
}
