import NIOConcurrencyHelpers
package import PaymentLinks

/// Works through the links that a payment service has to be asked for: one queue a site, so that a service that stalls
/// delays no other site.
///
/// The intent of each link is durable before it gets here, and its outcome is recorded as a command of its own. A link
/// whose outcome is not recorded when the daemon ends is found again by the next start, which asks again; that the
/// service makes it only once is the promise of `IssuingService`.
package final class Outbox: Sendable {
    /// How often a service is asked.
    package struct Pace: Sendable {
        /// How many requests to one site's service are under way at most.
        package var inFlightMax = 8
        /// The pause after an unknown outcome; it doubles with each one.
        package var firstPause = Duration.seconds(1)
        package var longestPause = Duration.seconds(30)

        package init() {}

        /// The pause after so many unknown outcomes of one link, at least 1.
        func pause(after count: Int) -> Duration {
            min(firstPause * (1 << min(count - 1, 16)), longestPause)
        }
    }

    private let ledger: any Ledger
    private let clock: any WallClock
    private let timer: any Timer
    private let daemon: Caller
    private let pace: Pace
    private let queues: [SiteName: SiteQueue]
    private let waiters = OutcomeWaiters()

    /// - Parameters:
    ///   - ledger: Where outcomes are recorded.
    ///   - sites: The sites; those whose issuer has no service need none of this.
    ///   - clock: The time of the records.
    ///   - timer: Waits before another request.
    ///   - daemon: Who records.
    ///   - pace: How often a service is asked.
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
        var queues: [SiteName: SiteQueue] = [:]
        for site in sites.names {
            if let service = sites.issuer(of: site).service { queues[site] = SiteQueue(site, service) }
        }
        guard !queues.isEmpty else { return nil }
        self.ledger = ledger
        self.clock = clock
        self.timer = timer
        self.daemon = daemon
        self.pace = pace
        self.queues = queues
    }

    /// Asks the services until the task is cancelled, first for the links that an earlier process left.
    package func run() async {
        await withDiscardingTaskGroup { group in
            for queue in queues.values { group.addTask { await self.work(on: queue) } }
        }
        waiters.end()
    }

    /// Returns once the outcomes of some links are recorded, the time is up, or the outbox has ended.
    ///
    /// A link that is not queued yet is queued. Cancellation ends the wait and not the request.
    package func waitForOutcomes(of links: [Link], within limit: Duration) async {
        await withTaskGroup { group in
            group.addTask {
                await withDiscardingTaskGroup { group in
                    for link in links {
                        guard let queue = self.queues[link.key.site] else { continue }
                        group.addTask { await self.waiters.wait(for: link.id) { queue.add(link) } }
                    }
                }
            }
            group.addTask { [timer] in await timer.wait(for: limit) }
            await group.next()
            group.cancelAll()
        }
    }

    private func work(on queue: SiteQueue) async {
        await withDiscardingTaskGroup { group in
            group.addTask { await self.adopt(queue) }
            let slots = Slots(pace.inFlightMax)
            for await entry in queue.entries {
                guard await slots.acquire() else { break }
                group.addTask {
                    let pause = await self.attempt(entry, queue)
                    slots.release()
                    guard let pause else { return }
                    await self.timer.wait(for: pause)
                    queue.addAgain(entry)
                }
            }
            group.cancelAll()
        }
    }

    /// Queues what an earlier process left.
    private func adopt(_ queue: SiteQueue) async {
        while !Task.isCancelled {
            do throws(LedgerError) {
                for link in try await ledger.linksAwaitingIssuance(of: queue.site) { queue.add(link) }
                return
            } catch {
                if case .closed = error { return }
                await timer.wait(for: pace.firstPause)
            }
        }
    }

    /// Asks for a link once.
    ///
    /// - Returns: The pause before the next request; nil if there is to be none.
    private func attempt(_ entry: SiteQueue.Entry, _ queue: SiteQueue) async -> Duration? {
        let link = entry.link
        let current: Link?
        do throws(LedgerError) {
            current = try await ledger.link(.key(link.key))
        } catch {
            return pace.pause(after: entry.attempt)
        }
        // It may have been queued twice, and be done.
        guard let current, current.id == link.id, current.awaitsIssuance else {
            finish(link, queue)
            return nil
        }
        switch await queue.service.issue(current) {
        case .unknown(let retryAfter): return max(retryAfter ?? .zero, pace.pause(after: entry.attempt))
        case .outcome(let outcome):
            await record(outcome, of: link)
            finish(link, queue)
            return nil
        }
    }

    private func record(_ outcome: IssuanceOutcome, of link: Link) async {
        let command = RecordIssuanceCommand(key: link.key, id: link.id, outcome: outcome)
        while true {
            do throws(LedgerError) {
                _ = try await ledger.perform(LedgerRequest(.recordIssuance(command), by: daemon, at: clock.now()))
                return
            } catch {
                // A full or busy disk may have room again; after any other error the process ends, and the next one asks
                // the service again.
                switch error {
                case .busy, .storageFull: await timer.wait(for: pace.firstPause)
                case .refused, .storageFailed, .closed, .unreadable: return
                }
                if Task.isCancelled { return }
            }
        }
    }

    private func finish(_ link: Link, _ queue: SiteQueue) {
        queue.remove(link)
        waiters.resume(link.id)
    }
}
