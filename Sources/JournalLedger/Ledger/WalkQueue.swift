import DequeModule

/// The walks that wait, in one queue a user; the users take turns.
///
/// A value without a thread.
struct WalkQueue {
    struct Walk: Sendable {
        let id: Int
        let user: UInt32
        let slice: WalkThreads.Slice
        /// Tells the caller that it ends before its time.
        let abandon: @Sendable () -> Void
    }

    private var walks: [UInt32: Deque<Walk>] = [:]
    /// The users with walks that wait, the next one first.
    private var users: Deque<UInt32> = []
    private var lastID = 0
    /// Their numbers, with the user of each.
    private var registered: [Int: UInt32] = [:]
    private var counts: [UInt32: Int] = [:]
    /// The walks that were cancelled before they were added, or while a slice ran.
    private var cancelled: Set<Int> = []
    private var hasEnded = false

    /// How many walks wait or are under way.
    var count: Int { registered.count }

    /// Makes a number for a walk of a user; nil if there are too many, and the user has some of them.
    mutating func register(_ user: UInt32) -> Int? {
        let count = counts[user, default: 0]
        guard registered.count < WalkThreads.countMax || count < WalkThreads.reservedCount else { return nil }
        lastID += 1
        registered[lastID] = user
        counts[user] = count + 1
        return lastID
    }

    private mutating func leave(_ id: Int) {
        guard let user = registered.removeValue(forKey: id) else { return }
        let left = counts[user, default: 1] - 1
        counts[user] = left > 0 ? left : nil
    }

    /// Queues a walk that was registered; false if it was cancelled meanwhile.
    mutating func add(_ walk: Walk) -> Bool {
        guard cancelled.remove(walk.id) == nil else {
            leave(walk.id)
            return false
        }
        enqueue(walk)
        return true
    }

    /// The next walk that gets a slice, or `nil` inside as the end; `nil` while there is neither.
    mutating func next() -> Walk?? {
        while let user = users.popFirst() {
            guard let walk = walks[user]?.popFirst() else { continue }
            if walks[user]?.isEmpty == true { walks[user] = nil } else { users.append(user) }
            return walk
        }
        return hasEnded ? .some(nil) : nil
    }

    /// Takes back a walk after its slice; returns it if it was cancelled meanwhile and has to be abandoned.
    mutating func put(back walk: Walk, isOver: Bool) -> Walk? {
        let wasCancelled = cancelled.remove(walk.id) != nil
        guard !isOver, !wasCancelled, !hasEnded else {
            leave(walk.id)
            return isOver ? nil : walk
        }
        enqueue(walk)
        return nil
    }

    /// Cancels a walk; returns it if it waits, so that it is abandoned at once.
    mutating func cancel(_ id: Int) -> Walk? {
        for (user, waiting) in walks {
            guard let index = waiting.firstIndex(where: { $0.id == id }) else { continue }
            let walk = walks[user]?.remove(at: index)
            if walks[user]?.isEmpty == true {
                walks[user] = nil
                users.removeAll { $0 == user }
            }
            leave(id)
            return walk
        }
        if registered[id] != nil { cancelled.insert(id) }
        return nil
    }

    mutating func end() {
        hasEnded = true
    }

    private mutating func enqueue(_ walk: Walk) {
        if walks[walk.user] == nil { users.append(walk.user) }
        walks[walk.user, default: []].append(walk)
    }
}
