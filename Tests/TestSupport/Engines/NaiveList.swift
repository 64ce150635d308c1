import PaymentLinks

/// Lists as the description of the wire has them, by a look at every link.
enum NaiveList {
    static func page(
        of links: [Link],
        _ request: PageRequest,
        _ filter: LinkFilter,
        at now: Instant,
        seq: UInt64
    ) -> LinkPage<Link> {
        let all = links.filter { lets($0, through: filter, at: now) }
        let ordered = request.order == .oldest ? all : all.reversed()
        let rest = ordered.filter { link in
            guard let after = request.after else { return true }
            return request.order == .oldest ? link.createdSeq > after : link.createdSeq < after
        }
        let shown = Array(rest.prefix(request.limit))
        return LinkPage(
            links: shown,
            next: rest.count > shown.count ? shown.last?.createdSeq : nil,
            totals: request.withTotals ? totals(of: all) : nil,
            seq: seq
        )
    }

    static func lets(_ link: Link, through filter: LinkFilter, at now: Instant) -> Bool {
        let amount = link.terms.money.amount
        let name = Array(link.key.orderID.text.unicodeScalars)
        let beginning = filter.orderIDPrefix.map { Array($0.unicodeScalars) } ?? []
        let conditions = [
            filter.site.map { $0.text == link.key.site.text },
            filter.sites.map { $0.contains { $0.text == link.key.site.text } },
            filter.statuses.isEmpty ? nil : filter.statuses.contains(status(of: link, at: now)),
            Array(name.prefix(beginning.count)) == beginning,
            filter.createdAfter.map { link.createdAt.milliseconds >= $0.milliseconds },
            filter.createdBefore.map { link.createdAt.milliseconds < $0.milliseconds },
            filter.expiresAfter.map { link.expiresAt.milliseconds >= $0.milliseconds },
            filter.expiresBefore.map { link.expiresAt.milliseconds < $0.milliseconds },
            filter.currency.map { $0.code == link.terms.money.currency.code },
            filter.amountMin.map { amount >= $0 },
            filter.amountMax.map { amount <= $0 },
            filter.text.map { mentions(link, $0.text) },
            filter.metadata.map { wanted in
                let notes = Dictionary(uniqueKeysWithValues: link.terms.metadata.entries.map { ($0.key, $0.value) })
                return wanted.entries.allSatisfy { notes[$0.key] == $0.value }
            },
        ]
        return conditions.allSatisfy { $0 ?? true }
    }

    private static func status(of link: Link, at now: Instant) -> LinkStatus {
        if [.active, .pending].contains(link.recordedStatus), link.expiresAt.milliseconds <= now.milliseconds {
            return .expired
        }
        return link.recordedStatus
    }

    private static func mentions(_ link: Link, _ text: String) -> Bool {
        let customer = link.terms.customer
        let names = [customer.firstName?.text, customer.lastName?.text].compactMap(\.self)
        let texts = [
            link.key.orderID.text, link.terms.description.text, names.joined(separator: " "),
            customer.email?.text ?? "",
        ]
        let wanted = Array(text.lowercased().unicodeScalars)
        return texts.contains { text in
            let scalars = Array(text.lowercased().unicodeScalars)
            guard scalars.count >= wanted.count else { return false }
            return (0...scalars.count - wanted.count).contains { Array(scalars[$0...].prefix(wanted.count)) == wanted }
        }
    }

    private static func totals(of links: [Link]) -> [CurrencyTotal] {
        let byCode = Dictionary(grouping: links) { $0.terms.money.currency.code }
        return byCode.sorted { $0.key < $1.key }.map { _, links in
            CurrencyTotal(
                currency: links[0].terms.money.currency,
                count: links.count,
                amount: sum(of: links.map(\.terms.money.amount)),
                due: sum(of: links.map { $0.balance.due ?? 0 })
            )
        }
    }

    private static func sum(of amounts: [Int64]) -> Int64? {
        let sum = amounts.reduce(Int128(0)) { $0 + Int128($1) }
        return Int64(exactly: sum)
    }
}
