package import PaymentLinks

/// Links that another one took the order of by being paid: the service would take money for them, too, until it is told.
extension ReportDesk {
    /// Notes that something was recorded about payments of a site.
    package func noteNews(of site: SiteName) { desks[site]?.noteNews() }

    /// Closes duplicates at a service until the task is cancelled: first those that earlier processes left.
    func closeDuplicates(_ desk: SiteDesk) async {
        var closed: Set<OrderID> = []
        for await _ in desk.news {
            while await !closeDuplicates(desk, but: &closed) {
                await timer.wait(for: pace.pause)
                if Task.isCancelled { return }
            }
        }
    }

    /// False if the service did not answer about each.
    private func closeDuplicates(_ desk: SiteDesk, but closed: inout Set<OrderID>) async -> Bool {
        var filter = LinkFilter()
        filter.site = desk.site
        filter.statuses = [.duplicate]
        filter.expiresAfter = clock.now()
        do throws(LedgerError) {
            for orderID in try await orders(in: filter) where !closed.contains(orderID) {
                guard try await close(orderID, desk) else { return false }
                closed.insert(orderID)
            }
            return true
        } catch {
            return false
        }
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
