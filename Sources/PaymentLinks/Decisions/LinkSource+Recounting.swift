// The money of a demand whose attempts were paid side by side.
//
// The attempt that settled it takes what it asked for. The others take what is missing of that since money went back
// from it, the oldest first and each up to its own amount; whatever else they hold is too much.
extension LinkSource {
    /// Adds to events what they change of the money that is too much, before the last one.
    func recounting(_ events: [LinkEvent], at now: Instant) -> [LinkEvent] {
        guard let last = events.last else { return events }
        if let link = link(for: last.key), others(of: link).isEmpty { return events }
        var pending = PendingLinks(over: self)
        for event in events { pending.add(event, at: now) }
        return events.dropLast() + pending.recounted(pending.attempts(of: last.key)) + [last]
    }

    /// The events that tell how much of each attempt's money is too much, and whose payment was too many; none where that is
    /// told already.
    ///
    /// - Parameter attempts: All attempts of the order.
    /// - Returns: The events.
    fileprivate func recounted(_ attempts: [Link]) -> [LinkEvent] {
        var missing: [LinkKey: Int64] = [:]
        var over: [LinkKey: Int64] = [:]
        var events: [LinkEvent] = []
        let demands = demands(of: attempts)
        let settlers = settlers(among: attempts, demands)
        for attempt in attempts where attempt.supersededBy == nil {
            over[attempt.key] = attempt.balance.over
            guard let payer = payer(besides: attempt, settlers[demands[attempt]]) else { continue }
            let gap = missing[payer.key] ?? max(0, payer.terms.money.amount - payer.payments.counted)
            let share = payer.isInCurrency(of: attempt) ? attempt.share(of: gap) : 0
            missing[payer.key] = gap - share
            over[attempt.key] = attempt.payments.counted - share
            guard over[attempt.key] != attempt.balance.over else { continue }
            let currency = attempt.terms.money.currency
            events.append(.paidCounted(LinkPaidCounted(key: attempt.key, amount: share, currency: currency)))
        }
        let seconds = Dictionary(grouping: attempts) { $0.payments.settledBy }
        let again = attempts.compactMap { attempt -> LinkEvent? in
            let by = secondPayer(after: attempt, among: seconds[attempt.key.orderID] ?? []) { over[$0.key] ?? 0 }
            guard by != attempt.payments.paidAgainBy else { return nil }
            return .paidAgain(LinkPaidAgain(key: attempt.key, by: by))
        }
        return events + again
    }

    /// The attempt that settled each demand first, and the event by which it did.
    private func settlers(among attempts: [Link], _ demands: Demands) -> [LinkKey: (link: Link, seq: UInt64)] {
        var settlers: [LinkKey: (link: Link, seq: UInt64)] = [:]
        for attempt in attempts where attempt.supersededBy == nil {
            guard let seq = settlement(of: attempt), seq < settlers[demands[attempt]]?.seq ?? .max else { continue }
            settlers[demands[attempt]] = (attempt, seq)
        }
        return settlers
    }

    /// Who settled the demand before an attempt was paid; nil for an attempt whose money is asked for itself.
    private func payer(besides attempt: Link, _ settler: (link: Link, seq: UInt64)?) -> Link? {
        guard let settler, settler.link.key != attempt.key else { return nil }
        guard let seq = settlement(of: attempt) else { return attempt.isDuplicate ? settler.link : nil }
        return settler.seq < seq ? settler.link : nil
    }

    /// Who paid the demand once more after an attempt had, and holds money that is too much; `attempts` are those whose
    /// payments came when that one had settled it.
    private func secondPayer(after attempt: Link, among attempts: [Link], over: (Link) -> Int64) -> OrderID? {
        guard attempt.payments.counted > 0 else { return nil }
        let payers = attempts.filter { other in
            other.payments.settlement != nil && over(lastSuccessor(of: other)) > 0
        }.map(\.key.orderID)
        return attempt.payments.paidAgainBy.flatMap { payers.contains($0) ? $0 : nil } ?? payers.last
    }
}

extension Link {
    fileprivate var isDuplicate: Bool { (beforeHold ?? recordedStatus) == .duplicate }

    fileprivate func isInCurrency(of other: Link) -> Bool { terms.money.currency == other.terms.money.currency }

    /// What of a sum that another attempt lacks is paid by this one.
    fileprivate func share(of gap: Int64) -> Int64 { min(gap, terms.money.amount, payments.counted) }
}
