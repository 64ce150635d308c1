import JSON

extension PaymentService {
    /// The order as it stands; it never has its URL.
    func look(_ order: Order, at now: Moment) -> WebAnswer {
        .json { writer in
            writer.member("success", true)
            writer.key("data")
            OrderBody(order: order, transaction: order.leading, now: now, readings: readings).write(to: &writer)
        }
    }

    /// Cancels an order, says that it was shipped, or notes an invoice.
    mutating func change(
        _ order: Order,
        by request: WebRequest,
        at now: Moment
    ) throws(ServiceFailure) -> Reaction {
        guard let body = request.json, body.kind == .object else { throw .missing }
        switch body["status"]?.string {
        case "cancelled"?:
            let excludes = body["exclude_order"]
            return try cancel(order, isExcluded: excludes?.bool == true || excludes?.integer == 1, at: now)
        case "shipped"?: return try ship(order, at: now)
        case nil where body["invoice_id"] != nil: return Reaction(answer: done)
        // Only Klarna's due date can be moved.
        case nil where body["extend_expiration"]?.bool == true && order.leading?.method == "KLARNA":
            return Reaction(answer: done)
        default: throw .unspecified
        }
    }

    private mutating func cancel(_ order: Order, isExcluded: Bool, at now: Moment) throws(ServiceFailure) -> Reaction {
        var order = order
        let isDead = order.page.map { $0.isCancelled || now >= $0.endsAt } ?? true
        if order.isPaid || isDead {
            if readings.cancelDead == .refuse { throw .notFound }
            return Reaction(answer: done)
        }
        for index in order.pages.indices { order.pages[index].isCancelled = true }
        order.isExcluded = isExcluded
        order.changedAt = now
        for index in order.transactions.indices where order.status(of: order.transactions[index], at: now).isOpen {
            if order.transactions[index].method != nil, readings.cancelRunning == .stays { continue }
            order.transactions[index].recorded = .cancelled
            order.transactions[index].changedAt = now
        }
        orders[order.terms.orderID] = order
        let touched = order.transactions.last { $0.recorded == .cancelled && $0.changedAt == now }
        return Reaction(answer: done, notices: notices(of: order, touched, at: now))
    }

    private mutating func ship(_ order: Order, at now: Moment) throws(ServiceFailure) -> Reaction {
        var order = order
        guard let index = order.transactions.firstIndex(where: { $0.completedAt != nil }) else { throw .notFound }
        order.transactions[index].isShipped = true
        order.transactions[index].changedAt = now
        orders[order.terms.orderID] = order
        return Reaction(answer: done, notices: notices(of: order, order.transactions[index], at: now))
    }

    /// Sends money back: by 1034 never more than came, nor the same amount twice within five minutes.
    mutating func refund(_ order: Order, by request: WebRequest, at now: Moment) throws(ServiceFailure) -> Reaction {
        var order = order
        guard let body = request.json, body.kind == .object else { throw .missing }
        guard let index = order.transactions.firstIndex(where: { $0.completedAt != nil }) else { throw .refund }
        let transaction = order.transactions[index]
        guard body["currency"]?.string == transaction.currency ?? order.terms.currency else { throw .currency }
        let left = (transaction.amount ?? order.terms.amount) - transaction.refundedAmount
        let asked = body["amount"]?.integer ?? 0
        let amount = asked == 0 ? left : asked
        let isRepeat = transaction.refunds.contains { $0.amount == amount && now < $0.madeAt.adding(seconds: 300) }
        guard 1...max(left, 1) ~= amount, left > 0, !isRepeat else { throw .refund }
        let refund = PaymentTransaction.Refund(
            id: nextTransactionID(at: now),
            orderID: body["refund_order_id"]?.string ?? order.terms.orderID,
            amount: amount,
            description: body["description"]?.string ?? "Refund \(order.terms.orderID)",
            madeAt: now
        )
        order.transactions[index].refunds.append(refund)
        order.transactions[index].changedAt = now
        orders[order.terms.orderID] = order
        let answer = answer(to: refund, of: order)
        return Reaction(answer: answer, notices: notices(of: order, order.transactions[index], at: now))
    }

    private func answer(to refund: PaymentTransaction.Refund, of order: Order) -> WebAnswer {
        .json { writer in
            writer.member("success", true)
            writer.object("data") { writer in
                if readings.refundAnswer == .orderID { writer.loose("order_id", order.terms.orderID, readings) }
                writer.id("transaction_id", refund.id, readings)
                if readings.refundAnswer == .refundID { writer.member("refund_id", refund.id % 10_000_000) }
            }
        }
    }

    private var done: WebAnswer {
        .json { writer in
            writer.member("success", true)
            writer.empty("data", readings)
        }
    }

    /// 16 digits that begin with the second, as the service's do; each is given once.
    mutating func nextTransactionID(at now: Moment) -> Int64 {
        transactionCount += 1
        return now.seconds * 1_000_000 + transactionCount % 1_000_000
    }

    /// What is told about a change of an order: nothing without an address.
    func notices(of order: Order, _ transaction: PaymentTransaction?, at now: Moment) -> [Notice] {
        guard let url = order.terms.notificationURL else { return [] }
        let isPretransaction = transaction == nil
        let body = OrderBody(
            order: order,
            transaction: transaction,
            now: now,
            readings: readings,
            hasVariables: !isPretransaction
        )
        var writer = JSONWriter()
        body.write(to: &writer)
        let notice = Notice(
            orderID: order.terms.orderID,
            url: url,
            body: order.terms.isNotifiedByGet ? nil : NoticeText.bytes(writer.bytes, form: readings.noticeForm),
            isPretransaction: isPretransaction,
            isSigned: !isPretransaction || readings.pretransaction == .signed
        )
        return [notice]
    }
}
