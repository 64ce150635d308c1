package import PaymentLinks

extension ReportDesk {
    /// What came of asking about many links.
    package struct Tally: Sendable, Hashable {
        /// About how many the service answered.
        package var checked = 0
        /// Of how many it told something new.
        package var changed = 0
        /// About how many it was not asked, or did not answer.
        package var remaining = 0

        package init() {}

        mutating func add(_ other: Tally) {
            checked += other.checked
            changed += other.changed
            remaining += other.remaining
        }
    }

    /// The longest time that one look of a pass may take.
    static let lookLimit = Duration.seconds(10)
    /// So many looks without an answer end a pass: the service does not answer.
    private static let unansweredMax = 8
    private static let pageLinksMax = 500

    /// Asks about every link of some sites that is open, and records what is new.
    ///
    /// The sites are asked side by side.
    ///
    /// - Parameters:
    ///   - sites: The sites; those without a service are left out.
    ///   - caller: Who wants to know.
    ///   - limit: The time after which no further link is asked about.
    /// - Returns: How many links there were.
    /// - Throws: What kept news from being recorded.
    package func reconcile(
        _ sites: [SiteName],
        by caller: Caller,
        within limit: Duration
    ) async throws(LedgerError) -> Tally {
        let results = await withTaskGroup(of: Result<Tally, LedgerError>.self) { group in
            for desk in sites.compactMap({ desks[$0] }) {
                group.addTask {
                    do throws(LedgerError) {
                        return .success(
                            try await self.pass(over: .open(of: desk.site), desk, by: caller, within: limit)
                        )
                    } catch {
                        return .failure(error)
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        var tally = Tally()
        for result in results { tally.add(try result.get()) }
        return tally
    }

    /// Asks about the links that a filter lets through, several at once.
    func pass(
        over filter: LinkFilter,
        _ desk: SiteDesk,
        by caller: Caller,
        within limit: Duration? = nil
    ) async throws(LedgerError) -> Tally {
        let orders = try await orders(in: filter)
        let progress = PassProgress(orders)
        await withTaskGroup(of: Bool.self) { group in
            if let limit {
                group.addTask { [timer] in
                    await timer.wait(for: limit)
                    progress.stop()
                    return false
                }
            }
            group.addTask {
                await withDiscardingTaskGroup { group in
                    for _ in 0..<self.pace.inFlightMax { group.addTask { await self.work(progress, desk, by: caller) } }
                }
                return true
            }
            while let isDone = await group.next(), !isDone {}
            group.cancelAll()
        }
        return try progress.tally()
    }

    private func work(_ progress: PassProgress, _ desk: SiteDesk, by caller: Caller) async {
        while !Task.isCancelled, let orderID = progress.next() {
            do throws(LedgerError) {
                switch try await look(at: orderID, desk, by: caller, within: Self.lookLimit) {
                case .report(_, let isNew): progress.note(isNew: isNew)
                case .noOrder: progress.note(isNew: false)
                case .refused, .unreachable: progress.noteUnanswered(stoppingAt: Self.unansweredMax)
                }
            } catch {
                progress.fail(error)
            }
        }
    }

    func orders(
        in filter: LinkFilter,
        where isIncluded: @escaping @Sendable (Link) -> Bool = { _ in true }
    ) async throws(LedgerError) -> [OrderID] {
        var orders: [OrderID] = []
        var after: UInt64?
        repeat {
            let request = PageRequest(order: .oldest, limit: Self.pageLinksMax, after: after, withTotals: false)
            let page = try await ledger.page(request, of: filter, at: clock.now()) { link in
                (isIncluded(link) ? link.key.orderID : nil, 0)
            }
            orders += page.links.compactMap(\.self)
            after = page.next
        } while after != nil
        return orders
    }
}

extension LinkFilter {
    /// The links of a site that can be paid, or whose payment is held.
    static func open(of site: SiteName) -> LinkFilter {
        var filter = LinkFilter()
        filter.site = site
        filter.statuses = [.active, .uncleared]
        return filter
    }
}
