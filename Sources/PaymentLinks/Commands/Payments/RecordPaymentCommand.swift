/// Records a report about a link's payment.
package struct RecordPaymentCommand: Sendable {
    package var key: LinkKey
    package var report: PaymentReport

    package init(key: LinkKey, report: PaymentReport) {
        self.key = key
        self.report = report
    }
}

extension RecordPaymentCommand {
    func decide(in links: some LinkSource, at now: Instant) throws(DecisionRefusal) -> Decision {
        guard let link = links.link(for: key) else { throw .unknownOrder(key) }
        if link.hasRecorded(report) { return .unchanged(link) }
        let effect = link.effect(of: report.status, at: now)
        if effect == .nothing { return .unchanged(link) }
        guard link.payments.reports.count < LinkPayments.reportCountMax else {
            throw links.refusal(of: .reportedOnceMore, to: link)
        }
        let event = try event(effect, of: link, in: links, at: now)
        return .record(links.events(of: event, on: link, at: now), answer: key)
    }

    private func event(
        _ effect: PaymentEffect,
        of link: Link,
        in links: some LinkSource,
        at now: Instant
    ) throws(DecisionRefusal) -> PaymentRecorded {
        var report = report
        switch effect {
        case .becomes(let status):
            return recorded(report, status, of: link, at: now)
        case .receives(let whole, let part):
            let amount = try received(of: link)
            report.amount = amount
            let isWhole = link.payments.counted.addingUpToMax(amount) >= link.terms.money.amount
            return recorded(report, isWhole ? whole : part, of: link, at: now)
        case .returns(let whole, let part):
            let amount = try returned(of: link, in: links)
            report.amount = amount
            let isWhole = amount == link.payments.counted
            var payment = recorded(report, isWhole ? whole : part, of: link, at: now)
            payment.afterHold = link.statusAfterHold(returning: report.status, isWhole: isWhole)
            return payment
        case .nothing, .refused:
            throw links.refusal(of: .reported(report.status), to: link)
        }
    }

    private func recorded(
        _ report: PaymentReport,
        _ status: LinkStatus,
        of link: Link,
        at now: Instant
    ) -> PaymentRecorded {
        let reportsPayment = report.status.meaning == .completed || report.status.meaning == .uncleared
        return PaymentRecorded(
            key: key,
            report: report,
            // If only the clock has expired the link, its recorded status stays: the expiry is an event of its own.
            becomes: status == link.status(at: now) ? link.recordedStatus : status,
            isLate: reportsPayment && link.isLate(at: report.occurredAt ?? now, isTold: report.occurredAt != nil)
        )
    }

    /// The amount received; if left out, all that is due, or all that the customer's bank had taken back.
    private func received(of link: Link) throws(DecisionRefusal) -> Int64 {
        let missing = link.recordedStatus == .chargedback ? link.terms.money.amount - link.payments.counted : 0
        let amount = report.amount ?? max(link.missingAmount, missing)
        guard amount > 0 else {
            throw .invalid(
                Refusal(
                    .invalidAmount,
                    "Nothing is due on order \(key.orderID.text); if more money came all the same, give its amount."
                )
            )
        }
        guard amount <= Money.maximumAmount - link.payments.paid else {
            let most = link.terms.money.currency.shown(Money.maximumAmount)
            throw .invalid(
                Refusal(
                    .invalidAmount,
                    "The payments of order \(key.orderID.text) can't add up to more than \(most); check the amount."
                )
            )
        }
        return amount
    }

    /// The amount returned; if left out, all that is held.
    ///
    /// Money goes back from the link that it came to, whichever link it counts for.
    private func returned(of link: Link, in links: some LinkSource) throws(DecisionRefusal) -> Int64 {
        let held = link.payments.held
        guard held > 0 else {
            let holder = links.forebears(of: link).first { $0.payments.held > 0 }
            throw .holdsNothing(current: link, attempted: report.status, holder: holder?.key.orderID)
        }
        guard let amount = report.amount else {
            if report.status != .partialRefunded { return held }
            throw .invalid(
                Refusal(
                    .invalidAmount,
                    "A part was refunded; give the amount that went back, at most \(link.terms.money.currency.shown(held))."
                )
            )
        }
        guard amount <= held else {
            let holder = links.forebears(of: link).first { $0.payments.held > 0 }
            let advice = holder.map { ", and report of order \($0.key.orderID.text) what goes back of its money" } ?? ""
            throw .invalid(
                Refusal(
                    .invalidAmount,
                    "Order \(key.orderID.text) holds \(link.terms.money.currency.shown(held)); give at most that\(advice)."
                )
            )
        }
        return amount
    }
}

extension Link {
    /// Whether the report was recorded before.
    fileprivate func hasRecorded(_ report: PaymentReport) -> Bool {
        let open = report.status.meaning == .completed ? missingAmount : payments.held
        let since = payments.reports.lastIndex { $0.reverses(report) }.map { $0 + 1 } ?? 0
        return payments.reports[since...].contains { report.repeats($0, hasOpenAmount: open > 0) }
    }

    /// The effect of a report on this link.
    ///
    /// A held payment that fails, or of which only a part comes, leaves the link in the status it had before the hold: a
    /// link that had ended before does not become payable by it.
    fileprivate func effect(of report: ReportedStatus, at now: Instant) -> PaymentEffect {
        let status = status(at: now)
        let effect = LinkTransitions.effect(of: report, on: status)
        guard status == .uncleared, let beforeHold else { return effect }
        switch effect {
        case .becomes:
            let without = LinkTransitions.effect(of: report, on: beforeHold)
            return without == .nothing || beforeHold.isPaid ? .becomes(beforeHold) : without
        // Money that an earlier link got has paid for it meanwhile.
        case .receives where beforeHold.isPaid: return LinkTransitions.effect(of: report, on: beforeHold)
        case .receives(let whole, _): return .receives(whole: whole, part: beforeHold)
        case .nothing, .returns, .refused: return effect
        }
    }
}
