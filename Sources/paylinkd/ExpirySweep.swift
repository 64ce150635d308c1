import Glibc
import LinkService
import Logging
import PaymentLinks
import ServiceLifecycle

/// Looks once a second for links whose time is up, and records it: so that whoever follows the events hears of it, also of
/// what fell due while no daemon ran.
///
/// Whether a link can be paid never waits for this: that follows from the clock.
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
                    // A full or busy disk: what is due stays due, and is looked for again.
                    logger.debug("expiry is not recorded yet", metadata: ["cause": "\(error)"])
                }
                await timer.wait(for: Self.interval)
            }
        }
    }
}
