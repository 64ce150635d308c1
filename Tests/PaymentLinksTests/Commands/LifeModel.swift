@testable import PaymentLinks

/// The simplest model of links, with which `Link` must agree.
struct LifeModel {
    struct Entry {
        var order: String
        var root: String
        /// The one that it is a copy of; nil for a first one.
        var source: String?
        /// The one that began its demand.
        var demand = ""
        var expiresAt: Instant
        var due: Int64
        var currency: Currency
        /// The number of the change that made it, and of the one by which it settled its order.
        var madeAt: Int
        var settledAt: Int?
        /// The status by events; `active` while only the clock can end it.
        var base = LinkStatus.active
        var beforeHold: LinkStatus?
        var paid: Int64 = 0
        /// What superseded attempts hold.
        var carried: Int64 = 0
        var successor: String?
        var gone: Int64 = 0
        var isWritten = false
        var wentBack = false
        var wasTakenBack = false
        /// Whether carried money paid the order when it became a duplicate.
        var isCovered = false

        /// What came to this one and stayed.
        var own: Int64 { paid - gone }
        var held: Int64 { own + carried }
        var missing: Int64 { max(0, due - held) }

        /// Whether it waits for money.
        var asks: Bool {
            !isWritten && successor == nil && [.active, .expired, .declined].contains(beforeHold ?? base)
        }

        /// What is still to be paid; nil where nothing ever will be.
        var stillDue: Int64? { isWritten ? 0 : asks ? missing : nil }

        /// Whether it ended unpaid, and nothing of its money counts.
        var isGivenUp: Bool { !isWritten && successor == nil && (beforeHold ?? base) == .cancelled }

        /// Whether it was paid, or is the duplicate of one that was: then its money may be too much.
        var isBeside: Bool { settledAt != nil || (beforeHold ?? base) == .duplicate }

        func status(at now: Instant) -> LinkStatus {
            if isWritten, beforeHold == nil {
                if wasTakenBack { return .chargedback }
                if !wentBack { return .completed }
                return held == 0 ? .refunded : .partialRefunded
            }
            if beforeHold != nil { return .uncleared }
            return base == .active && now >= expiresAt ? .expired : base
        }
    }

    private(set) var entries: [Entry] = []
    private var changeCount = 0

    subscript(order: String) -> Entry? { entries.first { $0.order == order } }

    /// Makes an entry.
    ///
    /// - Parameters:
    ///   - new: The entry.
    ///   - old: The one that it takes the place of; nil if it takes none.
    ///   - gathers: Whether what ended attempts hold counts for it too.
    ///   - now: The moment.
    mutating func make(_ new: Entry, superseding old: String?, gathers: Bool, at now: Instant) {
        changeCount += 1
        var new = new
        new.madeAt = changeCount
        new.demand = demand(of: new, superseding: old)
        var replaced = old.map { [$0] } ?? []
        if gathers {
            replaced += entries.filter { other in
                other.root == new.root && other.order != old && other.successor == nil && !other.isWritten
                    && other.held > 0
                    && other.status(at: now).isDead && other.currency == new.currency
            }.map(\.order)
        }
        for order in replaced {
            change(order) { ($0.successor, $0.base) = (new.order, $0.isWritten ? $0.base : .cancelled) }
        }
        entries.append(new)
        let before = entries.filter {
            $0.currency == new.currency && successors(of: $0).contains { $0.order == new.order }
        }
        let carried = before.reduce(0) { $0 + $1.own }
        change(new.order) { $0.carried = carried }
        if old != nil, carried >= new.due { settle(new.order) }
    }

    /// A copy asks for more once the demand of its source is settled.
    private func demand(of new: Entry, superseding old: String?) -> String {
        guard let source = new.source.flatMap({ self[$0] }) else { return new.order }
        return isSettled(source.demand) && old == nil ? new.order : source.demand
    }

    private func isSettled(_ demand: String) -> Bool {
        entries.contains { $0.demand == demand && $0.successor == nil && $0.settledAt != nil }
    }

    /// What an entry is paid for: its money counts for the last one of its successors.
    private func demand(of entry: Entry) -> String { (successors(of: entry).last ?? entry).demand }

    /// The entries that took the place of one, in order.
    private func successors(of entry: Entry) -> [Entry] {
        var successors: [Entry] = []
        while let next = (successors.last ?? entry).successor.flatMap({ self[$0] }) { successors.append(next) }
        return successors
    }

    /// Marks an entry as paid, and ends the others.
    private mutating func settle(_ order: String) {
        change(order) { $0.isWritten = true }
        self[order].map { endOthers(of: $0) }
    }

    /// What is held beyond what is asked, told by the last entry of a currency.
    func over(_ order: String) -> Int64 {
        guard let entry = self[order] else { return 0 }
        if entry.successor != nil {
            return successors(of: entry).contains { $0.currency == entry.currency } ? 0 : entry.held
        }
        guard payer(beside: entry) != nil else {
            return entry.isWritten || entry.asks || entry.isCovered ? max(0, entry.held - entry.due) : entry.held
        }
        return entry.held - (shares(ofRoot: entry.root)[order] ?? 0)
    }

    /// What entries that were paid beside another one have of what that one lacks: the oldest first, at most their own amount.
    private func shares(ofRoot root: String) -> [String: Int64] {
        var gaps: [String: Int64] = [:]
        var shares: [String: Int64] = [:]
        for entry in entries where entry.root == root && entry.successor == nil {
            guard let payer = payer(beside: entry), payer.currency == entry.currency else { continue }
            let gap = gaps[payer.order] ?? max(0, payer.due - payer.held)
            let share = min(gap, entry.due, entry.held)
            shares[entry.order] = share
            gaps[payer.order] = gap - share
        }
        return shares
    }

    /// The entry that settled the demand of another one before that one was paid.
    private func payer(beside entry: Entry) -> Entry? {
        guard entry.isBeside else { return nil }
        return entries.filter { other in
            guard demand(of: entry) == demand(of: other), other.order != entry.order, other.successor == nil else {
                return false
            }
            return other.settledAt.map { $0 < entry.settledAt ?? .max } ?? false
        }.min { $0.settledAt ?? 0 < $1.settledAt ?? 0 }
    }

    /// The money that does not count for a new entry: what else there is of its demand, and of the demand for which the
    /// money of its source counts: all of that, or what is over once it is settled.
    func uncounted(for order: String) -> Int64 {
        guard let entry = self[order], let source = entry.source.flatMap({ self[$0] }) else { return 0 }
        let ofDemand = entries.filter { demand(of: $0) == entry.demand }.reduce(-entry.held) { $0 + $1.own }
        let other = demand(of: source)
        guard other != entry.demand else { return ofDemand }
        let ofOther = entries.filter { demand(of: $0) == other }
        return ofDemand + ofOther.reduce(0) { $0 + (isSettled(other) ? over($1.order) : $1.own) }
    }

    mutating func change(_ order: String, _ change: (inout Entry) -> Void) {
        guard let position = entries.firstIndex(where: { $0.order == order }) else { return }
        change(&entries[position])
    }

    /// Records the expiry of due entries.
    mutating func lapse(at now: Instant, where isIncluded: (Entry) -> Bool) {
        for entry in entries where isIncluded(entry) && entry.base == .active && entry.beforeHold == nil {
            if !entry.isWritten, now >= entry.expiresAt { change(entry.order) { $0.base = .expired } }
        }
    }

    /// Lets money that moved on a superseded attempt count for all that took its place.
    ///
    /// - Returns: Those, in order.
    private mutating func carry(_ change: Int64, from entry: Entry) -> [Entry] {
        var heirs: [Entry] = []
        for heir in successors(of: entry) where heir.currency == entry.currency {
            self.change(heir.order) { $0.carried = max(0, $0.carried + change) }
            heirs += [self[heir.order]].compactMap(\.self)
        }
        return heirs
    }

    /// Lets an entry follow what is carried over to it: it is paid once that covers it, and not any more when it goes back.
    private mutating func follow(_ heir: Entry, _ change: Int64, _ status: ReportedStatus, at now: Instant) {
        guard heir.isWritten else {
            let status = heir.beforeHold ?? heir.status(at: now)
            guard change > 0, heir.missing == 0, heir.successor == nil, status.asks || status == .cancelled else {
                return
            }
            return settle(heir.order)
        }
        self.change(heir.order) { heir in
            if change > 0, heir.missing == 0, heir.wasTakenBack { (heir.wentBack, heir.wasTakenBack) = (false, false) }
            guard change < 0, heir.missing > 0 else { return }
            if status.meaning == .chargeback { heir.wasTakenBack = true } else { heir.wentBack = true }
        }
    }

    /// Ends the other attempts at a demand that is paid.
    private mutating func endOthers(of paid: Entry) {
        changeCount += 1
        let number = changeCount
        if paid.successor == nil, paid.settledAt == nil { change(paid.order) { $0.settledAt = number } }
        let heirs = Set(successors(of: paid).map(\.order))
        let demand = demand(of: paid)
        for other in entries where other.root == paid.root && other.order != paid.order && !other.isWritten {
            guard self.demand(of: other) == demand else { continue }
            change(other.order) { other in
                let isCovered = other.carried > 0 && other.missing == 0
                let isSettled = isCovered && heirs.contains(other.order) && other.successor == nil && other.asks
                if isSettled, other.settledAt == nil { other.settledAt = number }
                if other.beforeHold == .duplicate { return }
                if other.beforeHold != nil {
                    (other.beforeHold, other.isCovered) = (.duplicate, isCovered)
                } else if other.base != .cancelled, other.base != .duplicate {
                    (other.base, other.isCovered) = (.duplicate, isCovered)
                }
            }
        }
    }

    /// Applies an accepted report.
    mutating func report(_ order: String, _ status: ReportedStatus, _ amount: Int64, at now: Instant) {
        guard var entry = self[order] else { return }
        let before = entry.beforeHold ?? entry.status(at: now)
        switch status.meaning {
        case .uncleared: entry.beforeHold = before
        case .completed:
            if entry.beforeHold != nil { entry.base = before }
            entry.beforeHold = nil
            entry.paid += amount
            if entry.paid + entry.carried - entry.gone >= entry.due {
                entry.isWritten = true
                // What the bank took is there again.
                if entry.wasTakenBack { (entry.wentBack, entry.wasTakenBack) = (false, false) }
            }
        case .refunded:
            entry.gone += amount
            if entry.isWritten { entry.wentBack = true }
        case .chargeback:
            entry.gone += amount
            if entry.isWritten { entry.wasTakenBack = true }
        case .declined, .expired:
            entry.beforeHold = nil
            entry.base = before == .active ? (status == .expired ? .expired : .declined) : before
        case .cancelled:
            entry.beforeHold = nil
            entry.base = before == .duplicate ? .duplicate : .cancelled
        default: return
        }
        let isOwn = entry.isWritten && self[order]?.isWritten == false
        change(order) { $0 = entry }
        let counts = successors(of: entry).last.map { $0.currency == entry.currency } ?? true
        let hasSettled = isOwn && counts
        let change = status.movesMoney ? status.meaning == .completed ? amount : -amount : 0
        let heirs = carry(change, from: entry)
        for heir in heirs where change != 0 && (!hasSettled || heir.isWritten || heir.isGivenUp) {
            follow(heir, change, status, at: now)
        }
        if let last = heirs.last {
            if hasSettled, !last.isGivenUp, !last.asks || last.missing == 0 { endOthers(of: entry) }
        } else if hasSettled {
            endOthers(of: entry)
        } else if entry.asks, entry.carried > 0, entry.missing == 0, entry.beforeHold == nil {
            // The hold has ended, and what is carried over covers it.
            settle(order)
        }
    }
}
