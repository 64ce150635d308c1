extension PaymentService {
    /// What the pages are below.
    static let pagePrefix = "/connect/"

    /// Shows a page, or takes what its form posts.
    mutating func visit(_ segments: [String], _ request: WebRequest, at now: Moment) -> Reaction {
        guard let token = segments.first, let orderID = orderIDsByToken[token], let order = orders[orderID],
            let index = order.pages.firstIndex(where: { $0.token == token })
        else { return Reaction(answer: PageText.unknown) }
        if let obstacle = order.obstacle(on: order.pages[index], at: now, readings) {
            return Reaction(answer: PageText.closed(order, obstacle))
        }
        switch request.method {
        case "GET": return Reaction(answer: open(order, page: index, at: now))
        case "POST":
            let fields = request.formFields
            return pay(order, page: index, .init(outcome: fields["outcome"], method: fields["method"]), at: now)
        default: return Reaction(answer: .text(405, "A page is got, and its form is posted."))
        }
    }

    /// What a customer does on a page.
    struct Payment {
        var outcome: PaymentTransaction.Status
        /// IDEAL if nobody has chosen.
        var method: String?
        var amount: Int64?
        var currency: String?

        /// A word that is none pays, and `started` leaves the payment at the bank.
        init(outcome: String?, method: String?) {
            let word = outcome == "started" ? "initialized" : outcome ?? ""
            self.outcome = PaymentTransaction.Status(rawValue: word) ?? .completed
            self.method = method.flatMap(Gateway.named)?.id
        }
    }

    private mutating func open(_ order: Order, page: Int, at now: Moment) -> WebAnswer {
        var order = order
        if readings.opens == .loads { order.pages[page].openingCount += 1 }
        _ = begin(&order, page: page, at: now)
        orders[order.terms.orderID] = order
        return PageText.form(order, action: url(of: order.pages[page], locale: order.terms.customer["locale"]))
    }

    /// The transaction of a page for which no method was chosen yet.
    private mutating func begin(_ order: inout Order, page: Int, at now: Moment) -> Int {
        let token = order.pages[page].token
        let known = order.transactions.firstIndex { transaction in
            transaction.token == token && transaction.recorded == .initialized && transaction.method == nil
        }
        if let known { return known }
        order.transactions.append(
            PaymentTransaction(
                id: nextTransactionID(at: now),
                token: token,
                madeAt: now,
                changedAt: now,
                recorded: .initialized
            )
        )
        return order.transactions.count - 1
    }

    /// Pays, or fails to, on a page that can be paid.
    mutating func pay(_ order: Order, page: Int, _ payment: Payment, at now: Moment) -> Reaction {
        var order = order
        if readings.opens == .attempts { order.pages[page].openingCount += 1 }
        let index = begin(&order, page: page, at: now)
        let gateway = order.terms.gateway
        order.transactions[index].method = payment.method ?? (gateway.isEmpty ? "IDEAL" : gateway)
        order.transactions[index].amount = payment.amount
        order.transactions[index].currency = payment.currency
        let notices = settle(&order, index, as: payment.outcome, at: now)
        return Reaction(answer: PageText.result(order, payment.outcome), notices: notices)
    }

    /// Gives a transaction its outcome, and tells.
    mutating func settle(
        _ order: inout Order,
        _ index: Int,
        as outcome: PaymentTransaction.Status,
        at now: Moment
    ) -> [Notice] {
        order.transactions[index].recorded = outcome
        order.transactions[index].changedAt = now
        if outcome == .completed {
            order.transactions[index].completedAt = now
            order.end(othersThan: index, at: now, readings)
        }
        order.changedAt = now
        orders[order.terms.orderID] = order
        return notices(of: order, order.transactions[index], at: now)
    }
}

extension Order {
    fileprivate mutating func end(othersThan paid: Int, at now: Moment, _ readings: Readings) {
        guard readings.otherAttempts == .duplicate else { return }
        for index in transactions.indices where index != paid && transactions[index].recorded.isOpen {
            transactions[index].recorded = .duplicate
            transactions[index].changedAt = now
        }
    }
}
