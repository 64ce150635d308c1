import JSON
import PaymentLinks

extension EventReader {
    func payment(_ value: JSONValue, _ key: LinkKey) throws(RecordedChangeError) -> PaymentRecorded {
        guard let status = ReportedStatus(rawValue: string(value, "status")) else { throw notUnderstood("status") }
        guard let becomes = LinkStatus(rawValue: string(value, "becomes")) else { throw notUnderstood("becomes") }
        let report = PaymentReport(
            status: status,
            amount: try amount(value, needed: status.movesMoney),
            transactionID: try optional(value, "transactionId", TransactionID.recorded),
            occurredAt: try optional(value, "occurredAt", Instant.init(rfc3339:)),
            note: try optional(value, "note", PaymentNote.recorded)
        )
        return PaymentRecorded(
            key: key,
            report: report,
            becomes: becomes,
            isLate: try flag(value, "late"),
            settledBy: try optional(value, "settledBy", OrderID.recorded)
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
