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
        /// The pause after a request without an answer; it doubles with each one.
        package var firstPause = Duration.seconds(1)
        package var longestPause = Duration.seconds(15)
        /// How long a call waits while the service does not answer.
        package var impatience = Duration.milliseconds(500)

        package init() {}

        /// The pause after so many requests without an answer, at least 1.
        ///
        /// It is up to a quarter longer at random, so that links that failed together don't come again together.
        func pause(after count: Int, _ random: any RandomSource) -> Duration {
            let pause = min(firstPause * (1 << min(count - 1, 16)), longestPause)
            return pause + pause * Int(random.bytes(count: 1)[0]) / 1024
        }
    }

    private let ledger: any Ledger
    private let clock: any WallClock
    private let timer: any Timer
    private let random: any RandomSource
    private let daemon: Caller
    private let pace: Pace
    private let queues: [SiteName: SiteQueue]
    private let waiters = OutcomeWaiters()

    /// Made before a link of this process is recorded.
    ///
    /// - Parameters:
    ///   - ledger: Where outcomes are recorded.
    ///   - sites: The sites; those whose issuer has no service need none of this.
    ///   - clock: The time of the records.
    ///   - timer: Waits before another request.
    ///   - random: Spreads the requests.
    ///   - daemon: Who records.
    ///   - pace: How often a service is asked.
    ///
    /// Nil if no site has a service.
    package init?(
        _ ledger: any Ledger,
        _ sites: Sites,
        clock: any WallClock,
        timer: any Timer,
        random: any RandomSource,
        daemon: Caller,
        pace: Pace = Pace()
    ) {
        let services = sites.services
        guard !services.isEmpty else { return nil }
        self.ledger = ledger
        self.clock = clock
        self.timer = timer
        self.random = random
        self.daemon = daemon
        self.pace = pace
        queues = services.reduce(into: [:]) { queues, site in
            queues[site.key] = SiteQueue(site.key, site.value, startSeq: ledger.durableSeq)
        }
    }

    /// Asks the services until the task is cancelled, first for the links that an earlier process left.
    package func run() async {
        await withDiscardingTaskGroup { group in
            for queue in queues.values { group.addTask { await self.work(on: queue) } }
        }
        waiters.end()
    }

    /// Returns once the outcomes of some links are recorded, the service is known not to answer, the time is up, or the
    /// outbox has ended.
    ///
    /// A link that is not queued yet is queued. Cancellation ends the wait and not the request.
    package func waitForOutcomes(of links: [Link], within limit: Duration) async {
        let queued = links.compactMap { link in queues[link.key.site].map { (link, $0) } }
        let isAnswering = queued.allSatisfy { $0.1.service.isAnswering }
        await withTaskGroup { group in
            group.addTask {
                await withDiscardingTaskGroup { group in
                    for (link, queue) in queued {
                        group.addTask { await self.waiters.wait(for: link.id) { queue.add(link) } }
                    }
                }
            }
            group.addTask { [timer, pace] in await timer.wait(for: isAnswering ? limit : min(limit, pace.impatience)) }
            await group.next()
            group.cancelAll()
        }
    }

    /// How many links wait for their outcome, of all sites.
    package var count: Int { queues.values.reduce(0) { $0 + $1.count } }

    /// Whether a link has no outcome since its payment service does not answer.
    package func isUnheard(_ link: Link) -> Bool {
        queues[link.key.site].map { !$0.service.isAnswering || $0.isUnheard(link) } ?? false
    }

    private func work(on queue: SiteQueue) async {
        await withDiscardingTaskGroup { group in
            group.addTask { await self.adopt(queue) }
            let slots = Slots(pace.inFlightMax)
            for await entry in queue.entries {
                guard await slots.acquire() else { break }
                group.addTask {
                    var entry = entry
                    let pause = await self.attempt(&entry, queue)
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

    /// Goes on with a link until its outcome is recorded, or there is nothing to do but wait.
    ///
    /// - Returns: The pause before the next attempt; nil if there is to be none.
    private func attempt(_ entry: inout SiteQueue.Entry, _ queue: SiteQueue) async -> Duration? {
        let service = queue.service
        while true {
            let current: Link?
            do throws(LedgerError) {
                current = try await ledger.link(.key(entry.link.key))
            } catch {
                return pace.pause(after: 1, random)
            }
            // It may have been queued twice, and be done.
            guard let link = current, link.id == entry.link.id, link.awaitsIssuance else {
                finish(entry.link, queue)
                return nil
            }
            let now = clock.now()
            switch entry.issuing.next(link.wish(at: now)) {
            case .post: entry.issuing.heard(await service.issue(link, at: now))
            case .look: entry.issuing.heard(await service.look(at: link.key.orderID), about: link)
            case .cancel: entry.issuing.heard(await service.cancel(link))
            case .pause(let failures, let least):
                queue.note(link, isUnheard: entry.issuing.isUnheard)
                // Nobody waits for a service that is known not to answer.
                if !service.isAnswering { waiters.resume(link.id) }
                return max(least, pace.pause(after: failures, random))
            case .record(let outcome, let isClosedThere):
                guard await record(outcome, isClosedThere, of: link) else {
                    finish(link, queue)
                    return nil
                }
            }
        }
    }

    /// Records an outcome.
    ///
    /// - Returns: Whether there is anything to go on with: nothing once the process is about to end.
    private func record(_ outcome: IssuanceOutcome, _ isClosedThere: Bool, of link: Link) async -> Bool {
        let command = RecordIssuanceCommand(
            key: link.key,
            id: link.id,
            outcome: outcome,
            isClosedThere: isClosedThere
        )
        while !Task.isCancelled {
            do throws(LedgerError) {
                _ = try await ledger.perform(LedgerRequest(.recordIssuance(command), by: daemon, at: clock.now()))
                return true
            } catch {
                // A full or busy disk may have room again; after any other error the process ends, and the next one asks
                // the service again.
                switch error {
                case .busy, .storageFull: await timer.wait(for: pace.firstPause)
                case .refused, .notAllowed, .recordTooLarge, .storageFailed, .closed, .unreadable: return false
                }
            }
        }
        return false
    }

    private func finish(_ link: Link, _ queue: SiteQueue) {
        queue.remove(link)
        waiters.resume(link.id)
    }
}
