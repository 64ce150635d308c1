import Issuing
import ServiceLifecycle

/// Asks payment services for links while the daemon serves; the next start goes on with what is left.
struct OutboxService: Service {
    let outbox: Outbox

    func run() async throws {
        await cancelWhenGracefulShutdown { await outbox.run() }
    }
}
