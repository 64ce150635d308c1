import PaymentLinks

extension LinkIndex {
    /// What is still to be paid of a row's link, as `Link.balance` tells it; nil if only the link can tell.
    package func due(ofRow position: Int) -> Int64? {
        let row = rows[position]
        let isTold = row.recordedStatus.asks || row.recordedStatus.isPaid
        if isTold, partPaid.contains(UInt32(position)) { return nil }
        return row.recordedStatus.asks ? row.amount : 0
    }
}

extension LinkEvent {
    /// Whether more or less is due after it than the amount of the link, or nothing.
    func movesPart(of amount: Int64) -> Bool {
        switch self {
        case .paidCarried: true
        case .paymentRecorded(let payment):
            payment.becomes == .uncleared || (payment.report.amount ?? 0 > 0 && !payment.paysAll(of: amount))
        default: false
        }
    }
}

extension PaymentRecorded {
    fileprivate func paysAll(of amount: Int64) -> Bool { becomes.isPaid && report.amount ?? 0 >= amount }
}
