import Glibc
import JSON
import PaylinkClient

/// Asks for one page of events after the other, over restarts of the daemon.
struct EventWalk {
    private static let pageSize: Int64 = 1000
    private static let waitSeconds: Int64 = 20
    /// How long to wait before the daemon is looked for again; its socket is there at once where systemd holds it.
    private static let retryMilliseconds: Int32 = 500
    /// The kinds of refusal after which the same request succeeds later.
    private static let passingKinds: Set = ["shuttingDown", "busy", "tooManyConnections", "idleTimeout"]

    private let connection: ConnectionOptions
    private let follow: Bool
    private let filter: (inout JSONWriter) -> Void
    private var after: String
    private var daemon: Connection?
    /// Whether anything was ever answered: who could not be reached from the first is not waited for.
    private var hasBeenReached = false

    init(connection: ConnectionOptions, after: String, follow: Bool, filter: @escaping (inout JSONWriter) -> Void) {
        self.connection = connection
        self.after = after
        self.follow = follow
        self.filter = filter
    }

    /// Hands over every page that has events; with `follow` it never returns by itself.
    mutating func forEach(_ body: ([JSONValue]) throws -> Void) throws {
        while true {
            guard let page = try nextPage() else { continue }
            let events = Array(page["events"]?.elements ?? page.elements)
            if !events.isEmpty { try body(events) }
            let seen = after
            if let seq = page["seq"]?.integer { after = String(seq) }
            if !follow, events.isEmpty || after == seen { return }
        }
    }

    /// The next page; nil if the daemon has to be asked again.
    private mutating func nextPage() throws -> JSONValue? {
        do throws(ToolFailure) {
            let open = if let daemon { daemon } else { try connection.open() }
            daemon = open
            let page = try connection.call(open, "listEvents") { writer in
                if let seq = Int64(after) { writer.member("after", seq) } else { writer.member("after", after) }
                writer.member("limit", Self.pageSize)
                if follow { writer.member("waitSeconds", Self.waitSeconds) }
                filter(&writer)
            }
            hasBeenReached = true
            return page
        } catch {
            guard follow, hasBeenReached, error.isPassing(Self.passingKinds) else { throw error }
            daemon = nil
            _ = poll(nil, 0, Self.retryMilliseconds)
            return nil
        }
    }
}

extension ToolFailure {
    /// Whether the daemon may be there again in a moment.
    fileprivate func isPassing(_ kinds: Set<String>) -> Bool {
        switch self {
        case .notReached: true
        case .refused(let error, _): kinds.contains(error.kind)
        case .ended: false
        }
    }
}
