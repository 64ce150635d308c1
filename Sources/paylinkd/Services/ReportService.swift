import Issuing
import ServiceLifecycle

/// Asks payment services what became of links while the daemon serves.
struct ReportService: Service {
    let reports: ReportDesk

    func run() async throws {
        await cancelWhenGracefulShutdown { await reports.run() }
    }
}
