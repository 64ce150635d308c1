import JSON

extension PaymentService {
    func listGateways(_ query: [String: String]) -> WebAnswer {
        let includesCoupons = query["include"] == "coupons"
        // Cards as a whole are never listed; without being asked for there is only one gift card.
        let coupons = Gateway.all.filter(\.isCoupon)
        let methods = Gateway.all.filter { !$0.isCoupon && $0.id != "CREDITCARD" }
        let listed = methods + (includesCoupons ? coupons : Array(coupons.prefix(1)))
        return .json { writer in
            writer.member("success", true)
            writer.array("data") { writer in
                for gateway in listed { write(gateway, to: &writer) }
            }
        }
    }

    func show(gateway name: String) throws(ServiceFailure) -> WebAnswer {
        guard let gateway = Gateway.named(name) else { throw .gateway }
        return .json { writer in
            writer.member("success", true)
            writer.key("data")
            write(gateway, to: &writer)
        }
    }

    private func write(_ gateway: Gateway, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", gateway.id)
            writer.member("description", gateway.name)
            if gateway.isCoupon { writer.member("type", "coupon") }
        }
    }

    /// Newest first; a cursor is the ID of the transaction that it comes after.
    func listTransactions(_ query: [String: String], at now: Moment) -> WebAnswer {
        let limit = min(max(query["limit"].flatMap { Int($0) } ?? 100, 1), 1000)
        let after = query["after"].flatMap { Int64($0) } ?? .max
        let wanted = transactionRows(at: now).filter { row in
            row.transaction.id < after
                && (query["status"].map { $0 == row.words.status } ?? true)
                && (query["financial_status"].map { $0 == row.words.financial } ?? true)
        }
        let page = wanted.prefix(limit)
        let cursor = wanted.count > limit ? page.last.map { "\($0.transaction.id)" } : nil
        let list = "\(baseURL)\(Route.prefix)transactions"
        // The documented example has no `success`.
        return .json { writer in
            writer.array("data") { writer in
                for row in page { row.write(to: &writer, readings) }
            }
            writer.object("pager") { writer in
                writer.member("after", cursor.map { "\(list)?after=\($0)&limit=\(limit)" })
                writer.member("before", nil as String?)
                writer.object("cursor") { writer in
                    writer.member("after", cursor)
                    writer.member("before", nil as String?)
                }
                writer.member("limit", limit)
            }
        }
    }

    private func transactionRows(at now: Moment) -> [TransactionRow] {
        orders.values.flatMap { order in
            order.transactions.map { transaction in
                let body = OrderBody(order: order, transaction: transaction, now: now, readings: readings)
                return TransactionRow(order: order, transaction: transaction, words: body.words)
            }
        }
        .sorted { $0.transaction.id > $1.transaction.id }
    }
}

/// A line of the list of transactions; amounts and costs are in minor units.
private struct TransactionRow {
    let order: Order
    let transaction: PaymentTransaction
    let words: StatusWords

    func write(to writer: inout JSONWriter, _ readings: Readings) {
        let amount = transaction.amount ?? order.terms.amount
        writer.object { writer in
            writer.member("amount", amount)
            writer.array("costs") { _ in }
            writer.member("created", transaction.madeAt.amsterdamText)
            writer.member("currency", transaction.currency ?? order.terms.currency)
            writer.member("debit_credit", "C")
            writer.loose("description", order.terms.description, readings)
            writer.member("financial_status", words.financial)
            writer.member("net", amount)
            writer.loose("order_id", order.terms.orderID, readings)
            writer.member("payment_method", transaction.method)
            writer.member("site_id", 40_112)
            writer.member("status", words.status)
            writer.id("transaction_id", transaction.id, readings)
            writer.member("type", "payment")
        }
    }
}
