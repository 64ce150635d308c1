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

        func status(at now: Instant) -> LinkStatus {
            if isWritten {
                if wasTakenBack { return .chargedback }
                if !wentBack { return .completed }
                return paid + carried == gone ? .refunded : .partialRefunded
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
            entry.carried = superseded.paid + superseded.carried - superseded.gone
            change(old) { $0.successor = order }
        }
        entries.append(entry)
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

    /// Lets money that moved on a superseded attempt count for its last successor, which is paid once that covers it.
    private mutating func carry(_ amount: Int64, of status: ReportedStatus, from entry: Entry, at now: Instant) {
        guard status.movesMoney, var last = entry.successor else { return }
        while let next = self[last]?.successor { last = next }
        change(last) { if !$0.isWritten { $0.carried = max(0, $0.carried + amount) } }
        guard let covered = self[last], !covered.isWritten,
            covered.paid + covered.carried - covered.gone >= covered.due,
            [.active, .declined, .expired].contains(covered.status(at: now))
        else { return }
        change(last) { $0.isWritten = true }
        endOthers(of: covered)
    }

    /// Ends the other attempts of an order that is paid.
    private mutating func endOthers(of paid: Entry) {
        for other in entries where other.root == paid.root && other.order != paid.order && !other.isWritten {
            change(other.order) { other in
                if other.beforeHold != nil {
                    other.beforeHold = .duplicate
                } else if other.base != .cancelled {
                    other.base = .duplicate
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
        let wasWritten = self[order]?.isWritten ?? false
        change(order) { $0 = entry }
        guard hasSettled else {
            if !wasWritten {
                carry(status.meaning == .completed ? amount : -amount, of: status, from: entry, at: now)
            }
            return
        }
        endOthers(of: entry)
    }
}
