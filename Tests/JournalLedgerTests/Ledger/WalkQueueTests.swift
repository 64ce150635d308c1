import Testing
@testable import JournalLedger

@Suite struct WalkQueueTests {
    @Test func `every user has a slice before anybody has a second`() throws {
        var queue = WalkQueue()
        for user: UInt32 in [1, 1, 1, 2, 3] { _ = try add(&queue, user: user) }
        var users: [UInt32] = []
        for _ in 1...9 {
            let walk = try next(&queue)
            users.append(walk.user)
            let abandoned = queue.put(back: walk, isOver: false)
            #expect(abandoned?.id == nil)
        }
        #expect(users == [1, 2, 3, 1, 2, 3, 1, 2, 3])
    }

    @Test func `the walks of one user take turns too`() throws {
        var queue = WalkQueue()
        let ids = try (1...3).map { _ in try add(&queue, user: 1) }
        var seen: [Int] = []
        for _ in 1...6 {
            let walk = try next(&queue)
            seen.append(walk.id)
            _ = queue.put(back: walk, isOver: false)
        }
        #expect(seen == ids + ids)
    }

    @Test func `a walk that was cancelled is given back once: while it waits, after its slice, or before it is added`()
        throws
    {
        var queue = WalkQueue()
        let waiting = try add(&queue, user: 1)
        let cancelled = [queue.cancel(waiting)?.id, queue.cancel(waiting)?.id]
        #expect(cancelled == [waiting, nil])
        let running = try add(&queue, user: 1)
        let walk = try next(&queue)
        let (atOnce, afterwards) = (queue.cancel(running)?.id, queue.put(back: walk, isOver: false)?.id)
        #expect(atOnce == nil && afterwards == running)
        let number = queue.register(1)
        let early = try #require(number)
        _ = queue.cancel(early)
        let isAdded = queue.add(.init(id: early, user: 1, slice: { {} }, abandon: {}))
        #expect(!isAdded)
        let isIdle = queue.next() == nil
        #expect(isIdle)
    }

    @Test func `too many are refused, and there is a place again when one is over`() throws {
        var queue = WalkQueue()
        for _ in 0..<WalkThreads.countMax { _ = try add(&queue, user: 1) }
        let beyond = queue.register(1)
        let walk = try next(&queue)
        let underWay = queue.register(1)
        #expect(beyond == nil && underWay == nil)
        _ = queue.put(back: walk, isOver: true)
        let again = queue.register(1)
        #expect(again != nil)
    }

    @Test func `whoever holds all places, others have some`() throws {
        var queue = WalkQueue()
        for _ in 0..<WalkThreads.countMax { _ = try add(&queue, user: 1) }
        let ids = try (0..<WalkThreads.reservedCount).map { _ in try add(&queue, user: 2) }
        let beyond = (queue.register(1), queue.register(2))
        #expect(beyond.0 == nil && beyond.1 == nil)
        let users = try (1...4).map { _ in
            let walk = try next(&queue)
            _ = queue.put(back: walk, isOver: false)
            return walk.user
        }
        #expect(users == [1, 2, 1, 2])
        _ = queue.cancel(ids[0])
        let again = queue.register(2)
        #expect(again != nil)
    }

    private func add(_ queue: inout WalkQueue, user: UInt32) throws -> Int {
        let number = queue.register(user)
        let id = try #require(number)
        let isAdded = queue.add(.init(id: id, user: user, slice: { nil }, abandon: {}))
        #expect(isAdded)
        return id
    }

    private func next(_ queue: inout WalkQueue) throws -> WalkQueue.Walk {
        let walk = queue.next()
        return try #require(walk ?? nil)
    }
}
