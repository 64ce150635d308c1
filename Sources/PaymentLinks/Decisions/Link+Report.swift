// What is new to a link in a report of its payment service, one kind of news after the other.
//
// Each attempt has a rank of its own, by its transaction: begun, held, failed, paid, and then what went back. A report of
// a lower rank than one that is recorded tells nothing new, so that late and repeated ones change nothing.
extension Link {
    /// The end of a link that nobody has begun to pay.
    ///
    /// An attempt that ends is no end of the link, which may be opened again. What is being issued is left to its issuing.
    package func end(in report: ServiceReport) -> LinkEvent? {
        guard report.transactionID == nil, recordedStatus == .active else { return nil }
        switch report.status?.meaning {
        case .cancelled: return .cancelled(LinkCancelled(key: key, reason: .atTheService))
        case .expired: return .expired(LinkExpired(key: key))
        default: return nil
        }
    }

    /// A payment that the service holds for review.
    func hold(in report: ServiceReport, at now: Instant) -> PaymentRecorded? {
        let attempt = payments.attempt(report.transactionID)
        guard report.status?.meaning == .uncleared, attempt.rank == .begun else { return nil }
        guard LinkTransitions.effect(of: .uncleared, on: status(at: now)) != .refused else { return nil }
        let held = PaymentReport(status: .uncleared, amount: nil, transactionID: report.transactionID)
        return PaymentRecorded(key: key, report: held, becomes: .uncleared, isLate: isLate(at: now, isTold: false))
    }

    /// An attempt that came to nothing: the link is what it was before the attempt was held.
    func failure(in report: ServiceReport) -> PaymentRecorded? {
        guard let transactionID = report.transactionID, let status = report.status else { return nil }
        switch status.meaning {
        case .declined, .cancelled, .expired: break
        default: return nil
        }
        let attempt = payments.attempt(transactionID)
        guard attempt.rank < .failed, !isOver(payments.reports.count) else { return nil }
        let failure = PaymentReport(status: status, amount: nil, transactionID: transactionID)
        let endsHold = recordedStatus == .uncleared && !payments.holds(besides: transactionID)
        return PaymentRecorded(
            key: key,
            report: failure,
            becomes: endsHold && attempt.rank == .held ? beforeHold ?? .active : recordedStatus,
            isLate: recordedStatus == .uncleared && payments.isLate
        )
    }

    /// Money that an attempt brought, as far as it is not recorded.
    ///
    /// The service's word ends the order even if less came than was asked: its page takes no more money.
    func payment(in report: ServiceReport, at now: Instant) -> PaymentRecorded? {
        guard report.tellsPayment, !isRefund(report) else { return nil }
        let attempt = payments.attempt(report.transactionID)
        guard isInCurrency(report) else { return otherMoney(in: report, attempt, at: now) }
        // Without a transaction only the first payment can be told from a repetition.
        if report.transactionID == nil, payments.hasReceived { return nil }
        let amount = report.amount ?? askedAmount
        guard attempt.rank < .paid || amount > attempt.received else { return nil }
        guard case .receives(let whole, _) = LinkTransitions.effect(of: .completed, on: status(at: now)) else {
            return nil
        }
        let moment = moment(of: report, at: now)
        let received = PaymentReport(
            status: .completed,
            amount: min(amount - attempt.received, Money.maximumAmount - min(payments.paid, Money.maximumAmount)),
            transactionID: report.transactionID,
            occurredAt: moment
        )
        return PaymentRecorded(key: key, report: received, becomes: whole, isLate: isLate(toldAt: moment, now))
    }

    /// What was refunded of an attempt, as far as it is not recorded; never more than the link holds.
    func refund(in report: ServiceReport, at now: Instant) -> PaymentRecorded? {
        guard report.tellsPayment, isInCurrency(report) else { return nil }
        let transactionID = isRefund(report) ? payments.transactionID : report.transactionID
        let attempt = payments.attempt(transactionID)
        var total = max(report.amountRefunded ?? 0, report.moved(.refund) ?? 0)
        if total == 0, report.status == .refunded { total = attempt.received }
        return returned(total - attempt.refunded, as: .refunded, of: transactionID, at: now)
    }

    /// What the customer's bank took back of an attempt, as far as it is not recorded.
    ///
    /// A bare `void` is none: it is also the word for an attempt that came to nothing.
    func chargeback(in report: ServiceReport, at now: Instant) -> PaymentRecorded? {
        guard isInCurrency(report) else { return nil }
        let attempt = payments.attempt(report.transactionID)
        let isWhole = report.status?.meaning == .chargeback
        let total = report.moved(.chargeback) ?? (isWhole ? attempt.received - attempt.refunded : 0)
        return returned(total - attempt.chargedBack, as: .chargeback, of: report.transactionID, at: now)
    }

    /// Whether a report of a payment may be about a refund instead, so that the service should be asked first.
    ///
    /// A refund has a transaction of its own, which is completed like a payment; a second payment of one order is rare.
    package func isDoubtful(_ report: ServiceReport) -> Bool {
        report.tellsPayment && !isRefund(report) && payments.hasReceived
            && payments.attempt(report.transactionID).rank < .paid
    }
}

extension Link {
    /// What the service was asked to take, which is what came if it does not say.
    private var askedAmount: Int64 {
        let asked = terms.money.amount - payments.carriedAtFirst
        return asked > 0 ? asked : terms.money.amount
    }

    private func isInCurrency(_ report: ServiceReport) -> Bool {
        report.currency == nil || report.currency == terms.money.currency.code
    }

    /// Whether a report is about a refund's own transaction.
    private func isRefund(_ report: ServiceReport) -> Bool {
        if report.isRefund { return true }
        guard let transactionID = report.transactionID, payments.attempt(transactionID).rank < .paid else {
            return false
        }
        if report.movements.contains(where: { $0.kind == .refund && $0.transactionID == transactionID }) { return true }
        // Completed, and all of it refunded: the word for a payment would be `refunded`.
        guard payments.hasReceived, report.status == .completed, let amount = report.amount, amount > 0 else {
            return false
        }
        return report.amountRefunded ?? 0 >= amount
    }

    /// Money in another currency than the link's, which counts for nothing and is held for a person to look at.
    private func otherMoney(in report: ServiceReport, _ attempt: AttemptRecord, at now: Instant) -> PaymentRecorded? {
        guard attempt.rank < .paid, let currency = report.currency else { return nil }
        let moment = moment(of: report, at: now)
        let received = PaymentReport(
            status: .completed,
            amount: 0,
            transactionID: report.transactionID,
            occurredAt: moment,
            otherMoney: PaymentReport.OtherMoney(amount: report.amount ?? 0, currency: currency)
        )
        return PaymentRecorded(
            key: key,
            report: received,
            becomes: recordedStatus.isPaid ? recordedStatus : .uncleared,
            isLate: isLate(toldAt: moment, now)
        )
    }

    private func returned(
        _ amount: Int64,
        as status: ReportedStatus,
        of transactionID: TransactionID?,
        at now: Instant
    ) -> PaymentRecorded? {
        let amount = min(amount, payments.held)
        guard amount > 0, case .returns(let whole, let part) = LinkTransitions.effect(of: status, on: recordedStatus)
        else { return nil }
        return PaymentRecorded(
            key: key,
            report: PaymentReport(status: status, amount: amount, transactionID: transactionID),
            becomes: amount == payments.counted ? whole : part,
            afterHold: statusAfterHold(returning: status, isWhole: amount == payments.counted)
        )
    }

    /// When the money came, as the service says; nil if that can't be, as the clocks here and there go.
    private func moment(of report: ServiceReport, at now: Instant) -> Instant? {
        report.completedAt.flatMap { createdAt <= $0 && $0 <= now ? $0 : nil }
    }

    /// The service tells the second, and the money came within it.
    private func isLate(toldAt moment: Instant?, _ now: Instant) -> Bool {
        let end = moment.map { min(Instant(milliseconds: $0.milliseconds + 999), now) }
        return isLate(at: end ?? now, isTold: moment != nil)
    }

    /// Attempts that came to nothing are the one news that may be left out of a long history.
    private func isOver(_ count: Int) -> Bool { count >= LinkPayments.reportCountMax && recordedStatus != .uncleared }
}

extension ServiceReport {
    /// Whether the order was paid, whatever went back since.
    fileprivate var tellsPayment: Bool {
        switch status?.meaning {
        case .completed, .shipped, .refunded, .chargeback: true
        default: false
        }
    }
}

extension Reason {
    fileprivate static let atTheService = Reason(checked: ExactText("Cancelled at the payment service"))
}
