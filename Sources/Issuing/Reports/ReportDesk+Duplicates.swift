package import PaymentLinks

/// Links that another one took the order of by being paid, or whose page asks for more than is due since money came to an
/// earlier one: the service would take money for them, too, until it is told.
extension ReportDesk {
    /// So many orders without an answer end a round: the service does not answer.
    private static let unansweredMax = 8

    /// Notes that something was recorded about payments of an order.
    package func noteNews(of key: LinkKey) { desks[key.site]?.noteNews(of: key.orderID) }

    /// Closes duplicates at a service until the task is cancelled: first those that earlier processes left.
    func closeDuplicates(_ desk: SiteDesk) async {
        var news = ReportNews.none
        var due: [OrderID] = []
        for await _ in desk.newsSignals {
            while true {
                news.add(desk.takeNews())
                await takeDuplicates(&news, to: &due, desk)
                await close(&due, desk)
                if due.isEmpty, news == .none { break }
                await timer.wait(for: pace.pause)
                if Task.isCancelled { return }
            }
        }
    }

    /// Finds the duplicates that news are about; what can't be read is left.
    private func takeDuplicates(_ news: inout ReportNews, to due: inout [OrderID], _ desk: SiteDesk) async {
        let now = clock.now()
        switch news.take() {
        case .everything:
            var filter = LinkFilter()
            filter.site = desk.site
            filter.statuses = Set(LinkStatus.allCases.filter(\.isPaid)).union([.duplicate, .cancelled])
            filter.expiresAfter = now
            let found = try? await orders(in: filter) { $0.isToBeClosed(at: now) }
            guard let found else { return news = .everything }
            due = found
        case .orders(let changed):
            for orderID in changed {
                guard let attempts = try? await ledger.attempts(of: LinkKey(site: desk.site, orderID: orderID)) else {
                    news.add(.orders([orderID]))
                    continue
                }
                due += attempts.filter { $0.isToBeClosed(at: now) }.map(\.key.orderID)
            }
        }
    }

    /// Closes orders one by one, until so many got no answer; what is left is not closed.
    private func close(_ due: inout [OrderID], _ desk: SiteDesk) async {
        var unanswered: [OrderID] = []
        var left = due[...]
        while unanswered.count < Self.unansweredMax, let orderID = left.popFirst() {
            if await (try? close(orderID, desk)) != true { unanswered.append(orderID) }
        }
        // Those without an answer come last, so that none keeps the others waiting.
        due = Array(left) + unanswered
    }

    /// Cancels an order, unless it has ended or was paid; false if the service did not answer.
    private func close(_ orderID: OrderID, _ desk: SiteDesk) async throws(LedgerError) -> Bool {
        let link = try await ledger.link(.key(LinkKey(site: desk.site, orderID: orderID)))
        // What the outbox still asks for is closed by it.
        guard let link, link.issuer == desk.issuer, link.url != nil else { return true }
        switch try await look(at: orderID, desk, by: daemon, within: Self.lookLimit) {
        case .unreachable: return false
        case .report(let report, _) where report.canBePaid: break
        case .report, .noOrder, .refused: return true
        }
        guard await desk.slots.acquire() else { return false }
        let answer = await desk.service.cancel(link)
        desk.slots.release()
        // What it refuses to cancel it has ended itself, or it tells of a payment.
        if case .unreachable = answer { return false }
        return true
    }
}

extension ServiceReport {
    /// Whether somebody may begin to pay the order.
    fileprivate var canBePaid: Bool {
        switch status?.meaning {
        case .cancelled, .expired, .uncleared, .completed, .reserved, .shipped, .refunded, .chargeback: false
        default: true
        }
    }
}
