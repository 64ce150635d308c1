import JSON

/// Writes an order as GET and notices have it.
struct OrderBody {
    let order: Order
    /// The attempt that the body is about.
    let transaction: PaymentTransaction?
    let now: Moment
    let readings: Readings
    /// Notices about a link without a transaction have no variables.
    var hasVariables = true

    func write(to writer: inout JSONWriter) {
        let isBare = transaction == nil && readings.unusedLink == .bare
        let words = words
        writer.object { writer in
            if !isBare { writeMoney(to: &writer) }
            writeCosts(to: &writer)
            writer.member("created", (transaction?.madeAt ?? order.madeAt).amsterdamText)
            if let completedAt = transaction?.completedAt { writer.member("completed", completedAt.amsterdamText) }
            writeThree("custom_info", "custom_", order.terms.customInfo, to: &writer)
            if !isBare {
                writeCustomer(to: &writer)
                writer.loose("description", order.terms.description, readings)
            }
            writer.member("fastcheckout", "NO")
            writer.member("financial_status", words.financial)
            if !isBare { writer.member("items", order.terms.items) }
            writer.member("modified", (transaction?.changedAt ?? order.changedAt).amsterdamText)
            if !isBare { writer.loose("order_id", order.terms.orderID, readings) }
            writePayment(words, to: &writer)
            if !isBare { writeRest(to: &writer) }
            writer.member("status", words.status)
            writeTransactionID(to: &writer)
            if !isBare, hasVariables { writeVariables(to: &writer) }
        }
    }

    var words: StatusWords {
        guard let transaction else { return StatusWords(unused: order.page, at: now, readings) }
        let status = order.status(of: transaction, at: now)
        return StatusWords(transaction, status: status, amount: amount, readings)
    }

    private var amount: Int64 { transaction?.amount ?? order.terms.amount }

    private var currency: String { transaction?.currency ?? order.terms.currency }

    private func writeMoney(to writer: inout JSONWriter) {
        writer.member("amount", amount)
        writer.member("amount_refunded", transaction?.refundedAmount ?? 0)
        writer.member("currency", currency)
    }

    /// In decimals here, and in minor units within related transactions.
    private func writeCosts(to writer: inout JSONWriter) {
        writer.array("costs") { writer in
            guard let transaction, transaction.completedAt != nil else { return }
            writer.object { writer in
                writer.key("amount")
                writer.raw("0.44".utf8)
                writer.member("description", "0.44 for each transaction")
                writer.member("transaction_id", "\(transaction.id)")
                writer.member("type", "SYSTEM")
            }
        }
    }

    private func writeThree(_ name: StaticString, _ prefix: String, _ texts: [String?], to writer: inout JSONWriter) {
        writer.object(name) { writer in
            for (index, text) in texts.enumerated() {
                writer.key("\(prefix)\(index + 1)")
                if let text { writer.value(text) } else { writer.null() }
            }
        }
    }

    private func writeCustomer(to writer: inout JSONWriter) {
        let fields = order.terms.customer
        writer.object("customer") { writer in
            for name in ["address1", "address2", "city", "country", "email", "first_name"] as [StaticString] {
                writer.member(name, fields["\(name)"])
            }
            writer.loose("house_number", fields["house_number"], readings)
            for name in ["last_name", "locale", "phone1"] as [StaticString] { writer.member(name, fields["\(name)"]) }
            writer.member("phone2", "")
            writer.member("state", fields["state"])
            writer.loose("zip_code", fields["zip_code"], readings)
        }
    }

    private func writePayment(_ words: StatusWords, to writer: inout JSONWriter) {
        guard let method = transaction?.method else {
            writer.empty("payment_details", readings)
            writer.key("payment_methods")
            if transaction == nil { writer.null() } else { writer.array { _ in } }
            return
        }
        writer.object("payment_details") { writer in
            writer.member("account_holder_name", nil as String?)
            writer.member("account_iban", "***4471")
            writer.loose("external_transaction_id", externalID, readings)
            writer.member("recurring_id", nil as String?)
            writer.member("type", method)
        }
        writer.array("payment_methods") { writer in
            writer.object { writer in
                writer.member("amount", amount)
                writer.member("currency", currency)
                writer.loose("external_transaction_id", externalID, readings)
                writer.member("payment_description", Gateway.named(method)?.name)
                writer.member("status", words.financial)
                writer.member("type", method)
            }
        }
    }

    private var externalID: String? { transaction.map { "55\($0.id % 100_000_000_000_000)" } }

    private func writeRest(to writer: inout JSONWriter) {
        writer.member("reason", "")
        writer.member("reason_code", "")
        writer.key("related_transactions")
        guard let transaction, !transaction.refunds.isEmpty else { return writer.null() }
        writer.array { writer in
            for refund in transaction.refunds { write(refund, to: &writer) }
        }
    }

    private func write(_ refund: PaymentTransaction.Refund, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("amount", refund.amount)
            writer.array("costs") { _ in }
            writer.member("created", refund.madeAt.amsterdamText)
            writer.member("currency", currency)
            writer.loose("description", refund.description, readings)
            writer.member("modified", refund.madeAt.amsterdamText)
            writer.loose("refund_order_id", refund.orderID, readings)
            writer.member("status", "reserved")
            writer.id("transaction_id", refund.id, readings)
            writer.member("type", "refund")
        }
    }

    private func writeTransactionID(to writer: inout JSONWriter) {
        if let transaction { writer.id("transaction_id", transaction.id, readings) }
    }

    private func writeVariables(to writer: inout JSONWriter) {
        for (index, text) in order.terms.variables.enumerated() {
            writer.key("var\(index + 1)")
            if let text { writer.value(text) } else { writer.null() }
        }
    }
}

extension JSONWriter {
    /// Writes a number that is too long for a double, or its digits as text.
    mutating func id(_ name: StaticString, _ id: Int64, _ readings: Readings) {
        switch readings.transactionID {
        case .number: member(name, id)
        case .text: member(name, "\(id)")
        }
    }
}
