import JournalLedger
import PaymentLinks
import ServiceLifecycle

/// Replaces the file of keys once it can be, if it lags behind an erasure: the disk was full, or descriptors were short.
struct KeyFileService: Service {
    private static let interval = Duration.seconds(1)

    let ledger: JournalLedger
    let timer: any Timer

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await timer.wait(for: Self.interval)
                await ledger.settleErasures()
            }
        }
    }
}
