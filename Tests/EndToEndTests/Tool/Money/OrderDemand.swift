import JSON
@testable import paylink
import PaymentLinks

/// What an order asks, as a shop would reckon it on paper.
///
/// Links that took each other's place are one demand, which the last of them names. Money of the demand's currency that came
/// to any of its links is money for it. A demand that waits for money counts all of that. The one that was paid first takes up
/// to its amount, and where it lacks something, since money went back, those that are copies of it or of which it is a copy
/// count for that, the oldest first, each up to its own amount. A copy of a demand that was paid is one for more.
enum OrderDemand {
    private struct Demand {
        let last: LinkMoney
        let money: Int64
        let seq: Int64
        var asked: Int64 { last.link["amount"]?.integer ?? 0 }
        let paidAt: Int64?
    }

    /// How much of the money in a currency counts.
    static func counted(_ links: [String: LinkMoney], _ currency: String) -> Int64 {
        let demands = demands(links, currency).sorted { $0.seq < $1.seq }
        var counted: Int64 = 0
        var rest = demands
        for demand in demands where asks(demand.last) { counted += min(demand.money, demand.asked) }
        rest.removeAll { asks($0.last) || $0.last.status == .cancelled || $0.last.status == .failed }
        let beginnings = beginnings(links)
        while let first = rest.filter({ $0.paidAt != nil }).min(by: { $0.paidAt ?? 0 < $1.paidAt ?? 0 }) {
            // Money in another currency does not help it out.
            var gap = first.last.link.text("currency") == currency ? first.asked : 0
            let beginning = beginnings[first.last.orderID]
            let group =
                [first]
                + rest.filter { demand in
                    demand.last.orderID != first.last.orderID && beginnings[demand.last.orderID] == beginning
                }
            for demand in group {
                let share = min(gap, demand.money, demand.last.orderID == first.last.orderID ? gap : demand.asked)
                counted += share
                gap -= share
            }
            rest.removeAll { demand in group.contains { $0.last.orderID == demand.last.orderID } }
        }
        return counted
    }

    /// The link with which what a link asks for began: a copy of what was paid already begins anew.
    private static func beginnings(_ links: [String: LinkMoney]) -> [String: String] {
        var beginnings: [String: String] = [:]
        var paidAt: [String: Int64] = [:]
        let byAge = links.values.sorted {
            moment($0.link.text("createdAt")) ?? 0 < moment($1.link.text("createdAt")) ?? 0
        }
        for link in byAge {
            let source = link.link["duplicateOf"]?.string.flatMap { links[$0] }
            let isInPlace = source?.link["supersededBy"]?.string == link.orderID
            let origin = source.flatMap { beginnings[$0.orderID] } ?? link.orderID
            let isPaid = paidAt[origin].map { $0 < moment(link.link.text("createdAt")) ?? 0 } ?? false
            let beginning = isPaid && !isInPlace ? link.orderID : origin
            beginnings[link.orderID] = beginning
            if let paid = settlement(of: link, links) { paidAt[beginning] = min(paid, paidAt[beginning] ?? .max) }
        }
        return beginnings
    }

    /// When the order was paid by a link that none took the place of, or by one before it.
    private static func settlement(of link: LinkMoney, _ links: [String: LinkMoney]) -> Int64? {
        guard link.link["supersededBy"]?.isNull == true else { return nil }
        let payer = link.link["settledBy"]?.string.flatMap { links[$0] }
        var last = payer
        while let next = last?.link["supersededBy"]?.string.flatMap({ links[$0] }) { last = next }
        return moment((last?.orderID == link.orderID ? payer ?? link : link).link.text("paidAt"))
    }

    private static func demands(_ links: [String: LinkMoney], _ currency: String) -> [Demand] {
        var money: [String: Int64] = [:]
        for link in links.values {
            var last = link
            while let next = last.link["supersededBy"]?.string.flatMap({ links[$0] }) { last = next }
            if link.link.text("currency") == last.link.text("currency"), link.link.text("currency") == currency {
                money[last.orderID, default: 0] += link.held
            }
        }
        return links.values.filter { $0.link["supersededBy"]?.isNull == true }.map { last in
            let isCurrency = last.link.text("currency") == currency
            return Demand(
                last: last,
                money: isCurrency ? money[last.orderID] ?? 0 : 0,
                seq: moment(last.link.text("createdAt")) ?? 0,
                // A link that was paid before another one took its place may not have had what that one asks.
                paidAt: settlement(of: last, links)
            )
        }
    }

    private static func asks(_ money: LinkMoney) -> Bool {
        [.active, .expired, .declined, .uncleared, .pending].contains(money.status)
    }

    private static func moment(_ text: String) -> Int64? { (try? Instant(rfc3339: text))?.milliseconds }
}
