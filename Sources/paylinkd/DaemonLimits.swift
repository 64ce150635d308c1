import JSONRPC
import LinkService
import UnixServer

/// Every limit by its name: in the configuration file, in `getServiceStatus`, and in the errors that speak of it.
struct DaemonLimits {
    private(set) var server = ServerLimits()
    private(set) var engine = EngineLimits()
    private(set) var service = ServiceLimits()

    /// A little below the longest record of a journal, which is also what a client reads at most.
    private static let recordBytesMax = 63 << 20

    /// The names, in the order in which they are shown.
    static let names = DaemonLimits().byName.map(\.name)

    /// Takes the defaults, with those that the configuration sets.
    init(_ configured: [String: Int] = [:]) {
        server.lineBytesMax = configured["lineBytes"] ?? server.lineBytesMax
        engine.depthMax = configured["depth"] ?? engine.depthMax
        engine.valueCountMax = configured["values"] ?? engine.valueCountMax
        engine.batchMax = configured["batch"] ?? engine.batchMax
        server.unansweredMax = configured["unanswered"] ?? server.unansweredMax
        server.unsentBytesMax = configured["unsentBytes"] ?? server.unsentBytesMax
        engine.responseBytesMax = server.unsentBytesMax
        // An answer has an envelope around its result; and what can be answered is never longer than a record may be.
        service.answerBytesMax = max(1, min(server.unsentBytesMax, Self.recordBytesMax) - 1024)
        service.linksPerCallMax = configured["linksPerCall"] ?? service.linksPerCallMax
        server.requestSeconds = configured["requestSeconds"] ?? server.requestSeconds
        server.idleSeconds = configured["idleSeconds"] ?? server.idleSeconds
        server.drainSeconds = configured["drainSeconds"] ?? server.drainSeconds
        server.connectionsMax = configured["connections"] ?? server.connectionsMax
        server.connectionsPerUserMax = configured["connectionsPerUser"] ?? server.connectionsPerUserMax
    }

    /// The limits with their values.
    var byName: [(name: String, value: Int64)] {
        [
            ("lineBytes", Int64(server.lineBytesMax)), ("values", Int64(engine.valueCountMax)),
            ("depth", Int64(engine.depthMax)), ("batch", Int64(engine.batchMax)),
            ("unanswered", Int64(server.unansweredMax)), ("unsentBytes", Int64(server.unsentBytesMax)),
            ("connections", Int64(server.connectionsMax)),
            ("connectionsPerUser", Int64(server.connectionsPerUserMax)),
            ("requestSeconds", Int64(server.requestSeconds)), ("idleSeconds", Int64(server.idleSeconds)),
            ("drainSeconds", Int64(server.drainSeconds)), ("linksPerCall", Int64(service.linksPerCallMax)),
        ]
    }
}
