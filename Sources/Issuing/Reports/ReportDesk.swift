import NIOConcurrencyHelpers
package import PaymentLinks

/// Takes in what payment services tell of their orders: by themselves, in notifications, and when they are asked.
///
/// Notifications come late, repeatedly, in any order, and sometimes never, so the services are also asked: after a start,
/// on a schedule, around the end of a link, and when a caller wants to know. Each site has a bounded number of requests under
/// way, so a service that stalls delays no other site.
package final class ReportDesk: Sendable {
    /// How often services are asked.
    package struct Pace: Sendable {
        /// How many requests to one site's service are under way at most.
        package var inFlightMax = 8
        /// The pause between two looks at what is due.
        package var interval = Duration.seconds(300)
        /// How many of these pauses pass between two looks at every open link.
        package var intervalsPerPass = 12
        /// The pause after a look that a message asked for beyond its budget, and before another try after a start.
        package var pause = Duration.seconds(30)

        package init() {}
    }

    /// What a service told of one order.
    package enum Finding: Sendable {
        /// What it told, and whether that was new.
        case report(ServiceReport, isNew: Bool)
        case noOrder
        case refused(IssuerRefusal)
        case unreachable
    }

    let ledger: any Ledger
    let clock: any WallClock
    let timer: any Timer
    let daemon: Caller
    let pace: Pace
    let desks: [SiteName: SiteDesk]

    /// - Parameters:
    ///   - ledger: Where links are read, and news are recorded.
    ///   - sites: The sites; those whose issuer has no service need none of this.
    ///   - clock: The time of the records.
    ///   - timer: Waits, and ends what takes too long.
    ///   - daemon: Who records what nobody asked for.
    ///   - pace: How often services are asked.
    ///
    /// Nil if no site has a service.
    package init?(
        _ ledger: any Ledger,
        _ sites: Sites,
        clock: any WallClock,
        timer: any Timer,
        daemon: Caller,
        pace: Pace = Pace()
    ) {
        let services = sites.services
        guard !services.isEmpty else { return nil }
        self.ledger = ledger
        self.clock = clock
        self.timer = timer
        self.daemon = daemon
        self.pace = pace
        desks = services.reduce(into: [:]) { desks, site in
            let issuer = sites.issuer(of: site.key).name
            desks[site.key] = SiteDesk(site.key, site.value, issuer: issuer, slotCount: pace.inFlightMax)
        }
    }

    /// Whether a site's links are made by a service that can be asked.
    package func knows(_ site: SiteName) -> Bool { desks[site] != nil }

    /// Asks a service about one order and records what is new; nothing is recorded of an order without a link.
    ///
    /// - Parameters:
    ///   - key: The order, of a site that the desk knows.
    ///   - caller: Who wants to know.
    ///   - limit: The longest time that it may take.
    /// - Returns: What the service told; `unreachable` if the time was up.
    /// - Throws: What kept the news from being recorded.
    package func look(
        at key: LinkKey,
        by caller: Caller,
        within limit: Duration
    ) async throws(LedgerError) -> Finding {
        guard let desk = desks[key.site] else { return .unreachable }
        return try await look(at: key.orderID, desk, by: caller, within: limit)
    }

    func look(
        at orderID: OrderID,
        _ desk: SiteDesk,
        by caller: Caller,
        within limit: Duration
    ) async throws(LedgerError) -> Finding {
        let result = await withTaskGroup(of: Result<Finding, LedgerError>?.self) { group in
            group.addTask {
                do throws(LedgerError) {
                    return .success(try await self.look(at: orderID, desk, by: caller))
                } catch {
                    return .failure(error)
                }
            }
            group.addTask { [timer] in
                await timer.wait(for: limit)
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first
        }
        return try result?.get() ?? .unreachable
    }

    private func look(at orderID: OrderID, _ desk: SiteDesk, by caller: Caller) async throws(LedgerError) -> Finding {
        guard await desk.slots.acquire() else { return .unreachable }
        let answer = await desk.service.look(at: orderID)
        desk.slots.release()
        switch answer {
        case .unreachable: return .unreachable
        case .noOrder: return .noOrder
        case .refused(let refusal): return .refused(refusal)
        case .order(let report):
            guard try await ledger.link(.key(LinkKey(site: desk.site, orderID: orderID))) != nil else {
                return .report(report, isNew: false)
            }
            return .report(report, isNew: try await apply(report, of: desk.site, by: caller))
        }
    }

    /// Records what is new in a report; false if nothing is.
    func apply(_ report: ServiceReport, of site: SiteName, by caller: Caller) async throws(LedgerError) -> Bool {
        let command = ApplyReportCommand(site: site, report: report)
        let outcome = try await ledger.perform(LedgerRequest(.applyReport(command), by: caller, at: clock.now()))
        if outcome.isRecorded { noteNews(of: LinkKey(site: site, orderID: report.orderID)) }
        return outcome.isRecorded
    }
}
