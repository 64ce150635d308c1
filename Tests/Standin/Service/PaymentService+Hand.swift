import JSON

extension PaymentService {
    /// What a test does to orders by hand is below this, with a name, and without a key.
    static let handPrefix = "/standin/orders/"

    /// `POST ORDER-ID/pay`, `…/settle`, `…/chargeback` and `…/notify`, each with an object of settings or an empty body.
    mutating func steer(_ segments: [String], _ request: WebRequest, at now: Moment) -> Reaction {
        guard request.method == "POST", segments.count == 2, let order = orders[segments[0]] else {
            return Reaction(answer: .text(404, "There is no such order, or it can't be asked for this."))
        }
        switch segments[1] {
        case "pay": return pay(order, by: request.json, at: now)
        case "settle": return settle(order, by: request.json, at: now)
        case "chargeback": return chargeBack(order, at: now)
        case "notify": return notify(order, by: request.json, at: now)
        default: return Reaction(answer: .text(404, "There is pay, settle, chargeback and notify."))
        }
    }

    /// As the customer, on the order's latest page: `outcome`, `method`, and an `amount` and `currency` other than asked.
    private mutating func pay(_ order: Order, by body: JSONValue?, at now: Moment) -> Reaction {
        if let page = order.page, let obstacle = order.obstacle(on: page, at: now, readings) {
            return Reaction(answer: .text(409, "The page can't be paid: \(obstacle.rawValue)."))
        }
        var payment = Payment(outcome: body?["outcome"]?.string, method: body?["method"]?.string)
        payment.amount = body?["amount"]?.integer
        payment.currency = body?["currency"]?.string
        return told(pay(order, page: order.pages.count - 1, payment, at: now).notices)
    }

    /// Gives a payment that was begun its outcome, whatever became of the page: `transactionId` (the latest) and `status`.
    private mutating func settle(_ order: Order, by body: JSONValue?, at now: Moment) -> Reaction {
        var order = order
        let id = body?["transactionId"]?.integer
        guard let index = order.transactions.lastIndex(where: { id == nil || $0.id == id }) else {
            return Reaction(answer: .text(409, "Nobody has begun to pay."))
        }
        let word = body?["status"]?.string ?? PaymentTransaction.Status.completed.rawValue
        guard let outcome = PaymentTransaction.Status(rawValue: word) else {
            return Reaction(answer: .text(400, "There is no such status."))
        }
        return told(settle(&order, index, as: outcome, at: now))
    }

    private mutating func chargeBack(_ order: Order, at now: Moment) -> Reaction {
        var order = order
        guard let index = order.transactions.firstIndex(where: { $0.completedAt != nil }) else {
            return Reaction(answer: .text(409, "Nothing was paid."))
        }
        order.transactions[index].isChargedBack = true
        order.transactions[index].changedAt = now
        orders[order.terms.orderID] = order
        return told(notices(of: order, order.transactions[index], at: now))
    }

    /// Tells the order as it stands once more: `copies` at once, by `method` GET or POST, with `timestamp` or without.
    private func notify(_ order: Order, by body: JSONValue?, at now: Moment) -> Reaction {
        let told = notices(of: order, order.leading, at: now).map { notice in
            var copy = Notice(
                orderID: notice.orderID,
                url: notice.url,
                body: body?["method"]?.string == "GET" ? nil : notice.body,
                isPretransaction: notice.isPretransaction,
                isSigned: body?["signed"]?.bool ?? notice.isSigned
            )
            copy.hasTimestamp = body?["timestamp"]?.bool ?? true
            return copy
        }
        let copyCount = min(max(body?["copies"]?.integer ?? 1, 1), 100)
        return self.told((0..<copyCount).flatMap { _ in told })
    }

    private func told(_ notices: [Notice]) -> Reaction {
        Reaction(answer: .json { $0.member("notices", notices.count) }, notices: notices)
    }
}
