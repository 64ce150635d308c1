import Testing
@testable import UnixServer

@Suite struct AccountTests {
    @Test func `a user has no room beyond its share, and again once bytes were given back`() throws {
        let account = Account(limits: limits)
        let user = try account.admit(1).get()
        account.charge(user, from: .init(), to: .init(inputByteCount: 1 << 20))
        #expect(!account.room(of: user).toRead)
        #expect(account.room(of: user).toStart, "what waits to start keeps nothing from starting")
        #expect(!account.takeHasMoreRoom())
        account.charge(user, from: .init(inputByteCount: 1 << 20), to: .init(outputByteCount: 640 << 10))
        #expect(account.takeHasMoreRoom() && !account.takeHasMoreRoom())
        #expect(account.room(of: user) == .init(toRead: true, toStart: false, longestList: 0))
    }

    @Test func `what others hold shuts nobody out`() throws {
        let account = Account(limits: limits)
        let users = try (1...3).map { try account.admit($0).get() }
        for user in users.prefix(2) { account.charge(user, from: .init(), to: .init(outputByteCount: 1 << 20)) }
        #expect(account.room(of: users[2]) == .init())
        account.charge(users[2], from: .init(), to: .init(outputByteCount: 256 << 10))
        #expect(!account.room(of: users[2]).toStart, "beyond what is reserved, the whole counts")
    }

    @Test func `lists leave room for short calls, and long ones for lists of everyday length`() throws {
        let account = Account(limits: limits)
        let user = try account.admit(1).get()
        account.charge(user, from: .init(), to: .init(outputByteCount: 300 << 10))
        #expect(account.room(of: user) == .init(longestList: Account.shortListByteCount))
        account.charge(user, from: .init(outputByteCount: 300 << 10), to: .init(outputByteCount: 400 << 10))
        #expect(account.room(of: user) == .init(longestList: 0))
    }

    @Test func `the longest answer that begins leaves room for short calls of the same user`() throws {
        let limits = ServerLimits()
        let account = Account(limits: limits)
        let user = try account.admit(1).get()
        let before = Account.Held(outputByteCount: limits.heldBytesPerUserMax / 4 - 1)
        account.charge(user, from: .init(), to: before)
        #expect(account.room(of: user).longestList == .max)
        account.charge(user, from: before, to: .init(outputByteCount: before.outputByteCount + limits.unsentBytesMax))
        #expect(account.room(of: user) == .init(longestList: 0))
    }

    @Test func `a place is free again when nothing is left of the connection`() throws {
        let account = Account(limits: limits)
        let users = try (0..<2).map { _ in try account.admit(1).get() }
        #expect(refusal(of: account.admit(1)) == "tooManyConnections")
        for _ in 0..<2 { _ = try account.admit(2).get() }
        #expect(refusal(of: account.admit(3)) == "tooManyConnections", "the whole has four")
        account.leave(users[0])
        _ = try account.admit(1).get()
    }

    @Test func `places for long lines go to the users that have the fewest, then in order`() throws {
        let account = Account(limits: .patient)
        let (greedy, other) = (try account.admit(1).get(), try account.admit(2).get())
        for connection in 1...5 {
            #expect(account.acquirePermit(connection, of: greedy) == (connection <= Account.permitCountPerUserMax))
        }
        #expect(account.acquirePermit(6, of: other))
        #expect(account.permitWaiterCount > 0)
        #expect(account.nextForPermit() == nil, "the user holds all that one may hold")
        account.cancelPermit(3)
        account.releasePermit(of: greedy)
        #expect(account.nextForPermit() == 4)
        account.releasePermit(of: greedy)
        #expect(account.nextForPermit() == 5)
        #expect(account.permitWaiterCount == 0)
    }

    @Test func `nobody gets a place for a long line while there is no room to start it`() throws {
        let account = Account(limits: limits)
        let user = try account.admit(1).get()
        for connection in 1...3 { _ = account.acquirePermit(connection, of: user) }
        account.charge(user, from: .init(), to: .init(outputByteCount: 640 << 10))
        account.releasePermit(of: user)
        #expect(account.nextForPermit() == nil)
        account.charge(user, from: .init(outputByteCount: 640 << 10), to: .init())
        #expect(account.nextForPermit() == 3)
    }

    private var limits: ServerLimits {
        var limits = ServerLimits()
        limits.connectionsMax = 4
        limits.connectionsPerUserMax = 2
        limits.heldBytesMax = 2 << 20
        limits.heldBytesPerUserMax = 1 << 20
        return limits
    }

    private func refusal(of result: Result<Account.User, some Error>) -> String? {
        guard case .failure(let error) = result else { return nil }
        return "\(error)".contains("tooManyConnections") ? "tooManyConnections" : "\(error)"
    }
}
