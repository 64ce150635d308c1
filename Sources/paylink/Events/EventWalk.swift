import Glibc
import JSON
import PaylinkClient

/// Asks for one page of events after the other, over restarts of the daemon.
struct EventWalk {
    private static let pageSize: Int64 = 1000
    private static let waitSecondsMax: Int64 = 20
    /// How long to wait before the daemon is looked for again; its socket is there at once where systemd holds it.
    private static let retryMilliseconds: Int32 = 500
    /// Refusals after which the same request succeeds later, even where an older daemon does not say so.
    private static let passingKinds: Set = ["shuttingDown", "busy", "tooManyConnections", "idleTimeout"]

    private let connection: ConnectionOptions
    private let follow: Bool
    private let filter: (inout JSONWriter) -> Void
    private var after: String
    private var daemon: Connection?
    /// Whether anything was ever answered: a daemon that could not be reached from the first is not waited for.
    private var hasBeenReached = false
    /// How long a request may wait for events; 0 until the first answer is here.
    private var waitSeconds: Int64 = 0

    init(connection: ConnectionOptions, after: String, follow: Bool, filter: @escaping (inout JSONWriter) -> Void) {
        self.connection = connection
        self.after = after
        self.follow = follow
        self.filter = filter
    }

    /// Hands over every page that has events; with `follow` it never returns by itself.
    mutating func forEach(_ body: ([JSONValue]) throws -> Void) throws {
        while true {
            let seen = after
            let events = try nextEvents(waitSeconds)
            if !events.isEmpty { try body(events) }
            if follow, waitSeconds == 0 { waitSeconds = try longestWait() }
            if !follow, after == seen { return }
        }
    }

    /// Returns when there are events, or after so many seconds; the first call only notes where the events end.
    mutating func waitForEvents(atMostSeconds: Int64?) throws {
        let seconds = waitSeconds
        if waitSeconds == 0 { waitSeconds = try longestWait() }
        _ = try nextEvents(min(seconds, atMostSeconds ?? seconds))
    }

    /// Asks until there is an answer, on the connection of the walk.
    mutating func retrying(_ ask: (Connection) throws(ToolFailure) -> JSONValue) throws(ToolFailure) -> JSONValue {
        while true {
            do throws(ToolFailure) {
                let open = if let daemon { daemon } else { try connection.open() }
                daemon = open
                let answer = try ask(open)
                hasBeenReached = true
                return answer
            } catch {
                guard follow, hasBeenReached, error.isPassing(Self.passingKinds) else { throw error }
                daemon = nil
                _ = poll(nil, 0, Self.retryMilliseconds)
            }
        }
    }

    private mutating func nextEvents(_ waitSeconds: Int64) throws(ToolFailure) -> [JSONValue] {
        let (connection, after, filter) = (connection, after, filter)
        let page = try retrying { open throws(ToolFailure) in
            try connection.call(open, "listEvents") { writer in
                if let seq = Int64(after) { writer.member("after", seq) } else { writer.member("after", after) }
                writer.member("limit", Self.pageSize)
                if waitSeconds > 0 { writer.member("waitSeconds", waitSeconds) }
                filter(&writer)
            }
        }
        if let seq = page["seq"]?.integer { self.after = String(seq) }
        for range in page["unreadable"].map({ Array($0.elements) }) ?? [] {
            guard let first = range["first"]?.integer, let last = range["last"]?.integer else { continue }
            let numbers = first == last ? "Event \(first)" : "The events \(first) to \(last)"
            Output.complain("\(numbers) can't be read any more; run paylink verify and restore a backup.")
        }
        return page["events"].map { Array($0.elements) } ?? []
    }

    /// What both the daemon's deadline for a request and the caller's time-out leave.
    private mutating func longestWait() throws -> Int64 {
        var longest = Self.waitSecondsMax
        if let timeout = connection.timeoutSeconds { longest = min(longest, timeout - 1) }
        let connection = connection
        // A caller who may follow events may be forbidden to ask for the limits.
        let status = try? connection.call(connection.open(), "getServiceStatus", nil)
        if let deadline = status?["limits"]?["requestSeconds"]?.integer { longest = min(longest, deadline - 1) }
        return max(1, longest)
    }
}

extension ToolFailure {
    /// Whether the daemon may be there again in a moment.
    fileprivate func isPassing(_ kinds: Set<String>) -> Bool {
        switch self {
        case .notReached: true
        case .refused(let error, _): error.retryable || kinds.contains(error.kind)
        case .ended: false
        }
    }
}
