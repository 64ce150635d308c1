import Glibc
import LinkService
import Logging
import PaymentLinks
import ServiceLifecycle

/// Records the links that have expired, once a second, so that they appear among the events; also those that expired while
/// no daemon ran.
///
/// Whether a link can be paid does not depend on this record: it follows from the clock.
struct ExpirySweep: Service {
    private static let interval = Duration.seconds(1)

    let ledger: any Ledger
    let clock: any WallClock
    let timer: any Timer
    let logger: Logger

    func run() async throws {
        let daemon = Caller(uid: getuid(), gid: getgid(), pid: getpid())
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do throws(LedgerError) {
                    let count = try await ledger.recordExpiries(clock, by: daemon)
                    if count > 0 { logger.debug("links have expired", metadata: ["count": "\(count)"]) }
                } catch {
                    // The disk is full or busy; the same links are found again in a second.
                    logger.debug("expiry is not recorded yet", metadata: ["cause": "\(error)"])
                }
                await timer.wait(for: Self.interval)
            }
        }
    }
}
