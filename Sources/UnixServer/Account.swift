import DequeModule
import JSONRPC

/// What the server holds for its clients until it is done: connections, bytes, and permits for long lines.
///
/// Everything that a client makes the server keep is charged here to the user whom the kernel names, from the byte that was
/// read until the last byte of its answer has left or the work was dropped. A connection that has closed is still charged
/// until nothing of it is left. So each queue is bounded by what is owed, whatever clients do and in however many
/// connections. Everything runs on the loop's thread.
final class Account {
    /// Bytes that are held: of requests, until they start; and of what they lead to, until it has left, with the room that
    /// is kept for answers that are not there yet.
    struct Held: Equatable {
        var inputByteCount = 0
        var outputByteCount = 0

        fileprivate var sum: Int { inputByteCount + outputByteCount }

        fileprivate mutating func change(from before: Held, to after: Held) {
            inputByteCount += after.inputByteCount - before.inputByteCount
            outputByteCount += after.outputByteCount - before.outputByteCount
        }
    }

    /// What there is room for: input takes all, answers five eighths of it, lists begin within three, and long ones within a
    /// quarter.
    ///
    /// So answers that nobody reads, and searches that last, leave room for what is shorter: the longest answer there is takes
    /// a third of a user's part, so one that has begun within a quarter leaves room for short calls.
    struct Room: Equatable {
        var toRead = true
        var toStart = true
        /// How long a list may be that begins, at the most.
        var longestList = Int.max
    }

    /// The part of one user.
    final class User {
        let uid: UInt32
        fileprivate(set) var connectionCount = 0
        fileprivate(set) var held = Held()
        fileprivate(set) var permitCount = 0

        fileprivate init(_ uid: UInt32) {
            self.uid = uid
        }
    }

    /// The permits: for lines longer than ``ConnectionState/shortLineBytesMax`` that are in memory at once.
    static let permitCountMax = 4
    /// Those of one user.
    static let permitCountPerUserMax = 2
    /// The most that a list of everyday length takes.
    static let shortListByteCount = 512 << 10
    /// What a user may hold while others hold all there is: nobody is shut out by others.
    private static let reservedByteCount = 256 << 10

    private let limits: ServerLimits
    private var users: [UInt32: User] = [:]
    private(set) var connectionCount = 0
    private(set) var held = Held()
    private var permitCount = 0
    private var waitingForPermit: Deque<(connection: ConnectionID, user: User)> = []
    /// Whether bytes were given back since somebody last asked.
    private var hasMoreRoom = false

    init(limits: ServerLimits) {
        self.limits = limits
    }

    /// Admits a connection of a user, or returns the error that refuses it.
    func admit(_ uid: UInt32) -> Result<User, RPCError> {
        guard connectionCount < limits.connectionsMax else {
            return .failure(.tooManyConnections(limit: limits.connectionsMax))
        }
        let user = users[uid] ?? User(uid)
        guard user.connectionCount < limits.connectionsPerUserMax else {
            return .failure(.tooManyConnections(limit: limits.connectionsPerUserMax))
        }
        users[uid] = user
        user.connectionCount += 1
        connectionCount += 1
        return .success(user)
    }

    /// Nothing of a connection is left.
    func leave(_ user: User) {
        user.connectionCount -= 1
        connectionCount -= 1
        if user.connectionCount == 0 { users[user.uid] = nil }
    }

    /// Charges a user what a connection holds now instead of what it held before.
    func charge(_ user: User, from before: Held, to after: Held) {
        user.held.change(from: before, to: after)
        held.change(from: before, to: after)
        if after.inputByteCount < before.inputByteCount || after.outputByteCount < before.outputByteCount {
            hasMoreRoom = true
        }
    }

    /// What a user's connections may do within the limits.
    ///
    /// Only what has started keeps anything from starting, so lines that wait can always go on, however many they are.
    func room(of user: User) -> Room {
        Room(
            toRead: isBelow(8, user, \.sum),
            toStart: isBelow(5, user, \.outputByteCount),
            longestList: isBelow(2, user, \.outputByteCount)
                ? .max : isBelow(3, user, \.outputByteCount) ? Self.shortListByteCount : 0
        )
    }

    /// Whether less is held than some eighths of the limits.
    private func isBelow(_ eighths: Int, _ user: User, _ byteCount: (Held) -> Int) -> Bool {
        let ofUser = byteCount(user.held)
        return ofUser < Self.reservedByteCount
            || ofUser < limits.heldBytesPerUserMax / 8 * eighths && byteCount(held) < limits.heldBytesMax / 8 * eighths
    }

    /// All bytes that are held.
    var heldByteCount: Int { held.sum }

    /// Whether bytes were given back since the last call.
    func takeHasMoreRoom() -> Bool {
        defer { hasMoreRoom = false }
        return hasMoreRoom
    }
}

// MARK: Permits

extension Account {
    /// How many connections wait for a permit.
    var permitWaiterCount: Int { waitingForPermit.count }

    /// Gives a connection a permit to hold a long line; if false, ``nextForPermit()`` will name it later.
    func acquirePermit(_ connection: ConnectionID, of user: User) -> Bool {
        guard mayHoldPermit(user) else {
            waitingForPermit.append((connection, user))
            return false
        }
        add(1, to: user)
        return true
    }

    func releasePermit(of user: User) {
        add(-1, to: user)
    }

    /// Forgets a connection that waits for a permit.
    func cancelPermit(_ connection: ConnectionID) {
        waitingForPermit.removeAll { $0.connection == connection }
    }

    /// Gives a free permit to the one who has waited longest among the users with the fewest permits.
    func nextForPermit() -> ConnectionID? {
        guard permitCount < Self.permitCountMax else { return nil }
        let next = waitingForPermit.indices
            .filter { mayHoldPermit(waitingForPermit[$0].user) }
            .min { waitingForPermit[$0].user.permitCount < waitingForPermit[$1].user.permitCount }
        guard let next else { return nil }
        let (connection, user) = waitingForPermit.remove(at: next)
        add(1, to: user)
        return connection
    }

    private func mayHoldPermit(_ user: User) -> Bool {
        permitCount < Self.permitCountMax && user.permitCount < Self.permitCountPerUserMax
            && room(of: user).toStart
    }

    private func add(_ count: Int, to user: User) {
        user.permitCount += count
        permitCount += count
    }
}
