import PaymentLinks

extension ReportDesk {
    /// Asks the services until the task is cancelled: first about all that may have changed while no daemon ran.
    package func run() async {
        await withDiscardingTaskGroup { group in
            for desk in desks.values {
                group.addTask { await self.watch(desk) }
                group.addTask { await self.followHints(desk) }
                group.addTask { await self.closeDuplicates(desk) }
            }
        }
    }

    /// How long after its end a link is asked about once more when the daemon starts.
    private static let endedSecondsAtStart: Int64 = 7 * 86_400
    /// How long before its end a link is asked about, and how long after: bank transfers complete for up to 60 days.
    private static let leadSeconds: Int64 = 60
    private static let lagSeconds: [Int64] = [
        600, 3600, 6 * 3600, 86_400, 3 * 86_400, 7 * 86_400, 14 * 86_400, 30 * 86_400, 60 * 86_400,
    ]

    private func watch(_ desk: SiteDesk) async {
        var last = clock.now()
        while await !begin(desk) {
            await timer.wait(for: pace.pause)
            if Task.isCancelled { return }
        }
        var count = 0
        while !Task.isCancelled {
            await timer.wait(for: pace.interval)
            if Task.isCancelled { return }
            count += 1
            let now = clock.now()
            var isDone = await ask(Self.due(of: desk.site, after: last, through: now), desk)
            if count >= pace.intervalsPerPass {
                isDone = await ask([.open(of: desk.site)], desk) && isDone
                count = 0
            }
            // What was not answered is due the next time, too.
            if isDone { last = now }
        }
    }

    /// Asks about what may have changed while no daemon ran; false if the service did not answer.
    private func begin(_ desk: SiteDesk) async -> Bool {
        let now = clock.now()
        let start = now.adding(seconds: -Self.endedSecondsAtStart)
        return await ask([.open(of: desk.site), .ended(of: desk.site, after: start, through: now)], desk)
    }

    /// The links that end soon, and those whose end was some while ago.
    private static func due(of site: SiteName, after last: Instant, through now: Instant) -> [LinkFilter] {
        var soon = LinkFilter.open(of: site)
        soon.expiresAfter = last.adding(seconds: leadSeconds)
        soon.expiresBefore = now.adding(seconds: leadSeconds + 300)
        return [soon]
            + lagSeconds.map { lag in
                .ended(of: site, after: last.adding(seconds: -lag), through: now.adding(seconds: -lag))
            }
    }

    /// False if the service did not answer about each link.
    private func ask(_ filters: [LinkFilter], _ desk: SiteDesk) async -> Bool {
        for filter in filters {
            do throws(LedgerError) {
                let tally = try await pass(over: filter, desk, by: daemon)
                if tally.remaining > 0 { return false }
            } catch {
                return false
            }
        }
        return true
    }

    private func followHints(_ desk: SiteDesk) async {
        for await orderID in desk.hints {
            await timer.wait(for: pace.pause)
            if Task.isCancelled { return }
            desk.beginHint(orderID)
            // What the service does not tell now, a pass finds out.
            _ = try? await look(at: orderID, desk, by: daemon, within: pace.pause)
        }
    }
}

extension LinkFilter {
    /// The links of a site whose time was up within a span, and that nobody is known to have paid.
    fileprivate static func ended(of site: SiteName, after start: Instant, through end: Instant) -> LinkFilter {
        var filter = LinkFilter()
        filter.site = site
        filter.statuses = [.expired, .cancelled, .duplicate]
        filter.expiresAfter = start
        filter.expiresBefore = end
        return filter
    }
}
