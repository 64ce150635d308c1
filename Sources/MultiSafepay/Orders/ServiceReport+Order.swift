package import JSON
package import PaymentLinks

/// Reads an order as the service writes it: the `data` of an answer, and the body of a notification.
///
/// The service's types are loose. A text of digits comes as a number, an empty object as an empty array or null, and any
/// member may be missing; what can't be read counts as missing.
extension ServiceReport {
    /// Reads an order.
    ///
    /// - Parameters:
    ///   - order: The order's object.
    ///   - asked: The order that was asked for, which the service leaves out while nobody has opened the link.
    ///
    /// Nil if it is no order, or names none. Whether it names the order that was asked for is for the caller to compare.
    package init?(order: JSONValue, asked: OrderID? = nil) {
        guard order.kind == .object else { return nil }
        guard let orderID = order["order_id"]?.looseText.flatMap({ try? OrderID($0) }) ?? asked else { return nil }
        self.init(orderID: orderID, status: order.status("status") ?? order.status("financial_status"))
        transactionID = order.transactionID
        let signedAmount = order["amount"]?.looseInteger
        amount = signedAmount.map(abs)
        currency = order["currency"]?.looseText.flatMap { $0.isEmpty ? nil : $0.uppercased() }
        amountRefunded = order["amount_refunded"]?.looseInteger.map(abs)
        let completed = order["completed"] ?? order["completed_date"]
        completedAt = completed?.string.flatMap(Instant.init(amsterdam:))
        isRefund = signedAmount ?? 0 < 0 || order["type"]?.string == "refund" || order["debit_credit"]?.string == "D"
        movements = order["related_transactions"]?.elements.compactMap(Movement.init) ?? []
        description = order["description"]?.looseText
        customer = Customer(order["customer"])
    }
}

extension ServiceReport.Movement {
    fileprivate init?(_ value: JSONValue) {
        // The word came later; at first there were only refunds.
        let kind: Kind
        switch value["type"]?.string ?? "refund" {
        case "refund": kind = .refund
        case "chargeback": kind = .chargeback
        default: return nil
        }
        self.init(
            kind,
            transactionID: value.transactionID,
            status: value.status("status"),
            amount: value["amount"]?.looseInteger.map(abs)
        )
    }
}

extension JSONValue {
    fileprivate func status(_ name: String) -> ReportedStatus? {
        self[name]?.string.flatMap { ReportedStatus(rawValue: $0.lowercased()) }
    }

    fileprivate var transactionID: TransactionID? {
        self["transaction_id"]?.looseText.flatMap { try? TransactionID($0) }
    }
}
