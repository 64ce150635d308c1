import JSONRPC
import LinkService
import UnixServer

/// The limits by their names in the configuration file, in `getServiceStatus` and in errors.
struct DaemonLimits {
    /// A limit that the configuration may set, in the order in which they are shown.
    enum Name: String, CaseIterable {
        case lineBytes, values, depth, batch, unanswered, unsentBytes, heldBytes, heldBytesPerUser, connections
        case connectionsPerUser, requestSeconds, idleSeconds, drainSeconds, linksPerCall

        /// The values that the daemon can serve with.
        var range: ClosedRange<Int> {
            switch self {
            case .lineBytes: 128...(64 << 20)
            case .values: 16...(16 << 20)
            case .depth: 4...4096
            case .batch: 1...10_000
            case .unanswered: 1...4096
            case .unsentBytes: 1024...(64 << 20)
            case .heldBytes, .heldBytesPerUser: (1 << 20)...(1 << 30)
            case .connections, .connectionsPerUser: 1...100_000
            case .requestSeconds: 1...3600
            case .idleSeconds: 1...604_800
            case .drainSeconds: 1...3600
            case .linksPerCall: 1...1_000_000
            }
        }

        fileprivate var path: WritableKeyPath<DaemonLimits, Int> {
            switch self {
            case .lineBytes: \.server.lineBytesMax
            case .values: \.engine.valueCountMax
            case .depth: \.engine.depthMax
            case .batch: \.engine.batchMax
            case .unanswered: \.server.unansweredMax
            case .unsentBytes: \.server.unsentBytesMax
            case .heldBytes: \.server.heldBytesMax
            case .heldBytesPerUser: \.server.heldBytesPerUserMax
            case .connections: \.server.connectionsMax
            case .connectionsPerUser: \.server.connectionsPerUserMax
            case .requestSeconds: \.server.requestSeconds
            case .idleSeconds: \.server.idleSeconds
            case .drainSeconds: \.server.drainSeconds
            case .linksPerCall: \.service.linksPerCallMax
            }
        }
    }

    private(set) var server = ServerLimits()
    private(set) var engine = EngineLimits()
    private(set) var service = ServiceLimits()

    /// A little below the longest record of a journal, which is also the longest answer that a client reads.
    private static let recordBytesMax = 63 << 20

    /// The defaults.
    init() {
        limitAnswers()
    }

    /// The value of a limit.
    subscript(name: Name) -> Int { self[keyPath: name.path] }

    /// Reads the `limits` of the configuration file.
    mutating func configure(_ object: ConfigurationPath) throws(SettingsError) {
        try object.forEach { (name, member) throws(SettingsError) in
            guard let limit = Name(rawValue: name) else { throw member.unknown(known: Name.allCases.map(\.rawValue)) }
            self[keyPath: limit.path] = try member.integer(in: limit.range)
        }
        limitAnswers()
    }

    /// These limits as a daemon takes them that serves with others: those of connections stay as they are until it restarts.
    func taken(by running: DaemonLimits) -> DaemonLimits {
        var taken = self
        taken.server = running.server
        taken.limitAnswers()
        return taken
    }

    private mutating func limitAnswers() {
        engine.responseBytesMax = server.unsentBytesMax
        // An answer has an envelope around its result, and is never longer than a record may be.
        service.answerBytesMax = max(1, min(server.unsentBytesMax, Self.recordBytesMax) - 1024)
    }

    /// The limits with their values.
    var byName: [(name: String, value: Int64)] { Name.allCases.map { ($0.rawValue, Int64(self[$0])) } }
}
