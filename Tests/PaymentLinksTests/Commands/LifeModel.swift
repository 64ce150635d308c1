@testable import PaymentLinks

/// The simplest model of links, with which `Link` must agree.
struct LifeModel {
    struct Entry {
        var order: String
        var root: String
        var expiresAt: Instant
        var due: Int64
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

        var held: Int64 { paid + carried - gone }
        var missing: Int64 { max(0, due - held) }

        /// Whether it waits for money.
        var asks: Bool {
            !isWritten && successor == nil && [.active, .expired, .declined].contains(beforeHold ?? base)
        }

        /// What is still to be paid; nil where nothing ever will be.
        var stillDue: Int64? { isWritten ? 0 : asks ? missing : nil }

        /// What is held beyond what is asked; the last successor tells it.
        var over: Int64 {
            successor != nil ? 0 : isWritten || asks || isCovered ? max(0, held - due) : held
        }

        func status(at now: Instant) -> LinkStatus {
            if isWritten {
                if wasTakenBack { return .chargedback }
                if !wentBack { return .completed }
                return held == 0 ? .refunded : .partialRefunded
            }
            if beforeHold != nil { return .uncleared }
            return base == .active && now >= expiresAt ? .expired : base
        }
    }

    private(set) var entries: [Entry] = []

    subscript(order: String) -> Entry? { entries.first { $0.order == order } }

    mutating func make(_ order: String, root: String, due: Int64, until expiresAt: Instant, superseding old: String?) {
        var entry = Entry(order: order, root: root, expiresAt: expiresAt, due: due)
        if let old, let superseded = self[old] {
            entry.carried = superseded.held
            change(old) { $0.successor = order }
        }
        entry.isWritten = entry.carried >= due
        entries.append(entry)
        if entry.isWritten { endOthers(of: entry) }
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
        while let next = (heirs.last ?? entry).successor {
            self.change(next) { $0.carried = max(0, $0.carried + change) }
            heirs += [self[next]].compactMap(\.self)
        }
        return heirs
    }

    /// Lets an entry follow what is carried over to it: it is paid once that covers it, and not any more when it goes back.
    private mutating func follow(_ heir: Entry, _ change: Int64, _ status: ReportedStatus, at now: Instant) {
        guard heir.isWritten else {
            guard change > 0, heir.missing == 0, [.active, .declined, .expired].contains(heir.status(at: now)) else {
                return
            }
            self.change(heir.order) { $0.isWritten = true }
            return endOthers(of: heir)
        }
        self.change(heir.order) { heir in
            if change > 0, heir.missing == 0, heir.wasTakenBack { (heir.wentBack, heir.wasTakenBack) = (false, false) }
            guard change < 0, heir.missing > 0 else { return }
            if status.meaning == .chargeback { heir.wasTakenBack = true } else { heir.wentBack = true }
        }
    }

    /// Ends the other attempts of an order that is paid.
    private mutating func endOthers(of paid: Entry) {
        for other in entries where other.root == paid.root && other.order != paid.order && !other.isWritten {
            change(other.order) { other in
                let isCovered = other.carried > 0 && other.missing == 0
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
        let hasSettled = entry.isWritten && self[order]?.isWritten == false
        change(order) { $0 = entry }
        let change = status.movesMoney ? status.meaning == .completed ? amount : -amount : 0
        let heirs = carry(change, from: entry)
        for heir in heirs where change != 0 && (!hasSettled || heir.isWritten) {
            follow(heir, change, status, at: now)
        }
        if let last = heirs.last {
            if hasSettled, !last.asks || last.missing == 0 {
                endOthers(of: entry)
            }
        } else if hasSettled {
            endOthers(of: entry)
        } else if entry.asks, entry.carried > 0, entry.missing == 0, entry.beforeHold == nil {
            // The hold has ended, and what is carried over covers it.
            self.change(order) { $0.isWritten = true }
            endOthers(of: entry)
        }
    }
}
