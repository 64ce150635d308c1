import DequeModule
import JSONRPC
import Logging
import SocketLoop

/// The loop of a server: its sockets, its connections, and what they owe.
///
/// Everything runs on one thread. A round: look at every socket, accept, run what other threads sent, and let one
/// connection of the run queue go on.
final class ServerLoop {
    /// How long a round runs parts of tasks, before it looks at the sockets again.
    private static let jobNanoseconds: Int64 = 200_000
    /// The descriptors that are left to the rest of the process.
    private static let reservedDescriptorCount = 32
    private static let mailboxToken = -1

    let limits: ServerLimits
    let account: Account
    let mailbox: Mailbox<LoopMessage>
    let executor: LoopExecutor
    let background: BackgroundExecutor
    let lines: LineService
    private let onLoad: @Sendable (ServerLoad) -> Void
    /// Where every connection's input is read into, one after the other.
    let buffer: UnsafeMutableRawBufferPointer
    let clock: @Sendable () -> Moment
    /// The time at which this round began.
    private(set) var now: Moment

    private let poller: Poller
    private let logger: Logger
    private let heartbeat: Heartbeat?
    private let idleExitSeconds: Int?
    private let acceptor: Acceptor
    private(set) var connections: [ConnectionID: Connection] = [:]
    private var lastID = 0
    /// The connections with lines left to start, one after the other: a new request waits for one quantum at most.
    private var runQueue: Deque<ConnectionID> = []
    /// The connections for which there is no room in the account; the next one is that which has waited longest.
    private var throttled: Deque<ConnectionID> = []
    private var jobs: Deque<UnownedJob> = []
    private var nextCheck: Moment
    /// How many sockets were reported as ready since a check is due.
    private var seenCount = 0
    private var nextBeat: Moment
    private var idleSince: Moment
    /// When the drain has to be over; nil while the server serves.
    private var drainEnd: Moment?
    private(set) var isEnded = false

    init(_ server: UnixServer) throws {
        let descriptorCount = DescriptorReserve.raiseLimit() - Self.reservedDescriptorCount
        var limits = server.limits
        if limits.connectionsMax > descriptorCount {
            limits.connectionsMax = max(1, descriptorCount)
            server.logger.warning(
                "the system grants too few descriptors for the configured connections; raise LimitNOFILE",
                metadata: ["connections": "\(limits.connectionsMax)"]
            )
        }
        self.limits = limits
        account = Account(limits: limits)
        poller = try Poller()
        background = try BackgroundExecutor()
        mailbox = server.queue.mailbox
        executor = server.queue.executor
        lines = server.lines
        onLoad = server.onLoad
        logger = server.logger
        heartbeat = server.heartbeat
        idleExitSeconds = server.idleExitSeconds
        acceptor = try Acceptor(
            server.sockets,
            poller,
            firstToken: Self.mailboxToken - 1,
            server.accept,
            server.lines.refuse
        )
        buffer = .allocate(byteCount: ConnectionState.readBytesMax, alignment: 16)
        clock = server.clock
        now = clock()
        (idleSince, nextCheck) = (now, now)
        nextBeat = heartbeat == nil ? .distantFuture : now
        try poller.add(mailbox.descriptor, token: Self.mailboxToken, for: .readable)
    }

    deinit {
        buffer.deallocate()
    }

    /// Serves until the drain is over.
    func run() {
        while !isEnded { round() }
    }

    /// One look at everything: at what is ready, at what other threads sent, and at what has waited.
    func round() {
        let readyCount = poller.wait(milliseconds: waitMilliseconds)
        mailbox.wake()
        now = clock()
        var isAcceptDue = false
        for index in 0..<readyCount {
            let (token, readiness) = poller[index]
            switch token {
            case Self.mailboxToken: mailbox.acknowledge()
            case ..<Self.mailboxToken: isAcceptDue = true
            default:
                connections[token]?.ready(readiness)
                // What is durable is answered between two requests: the next batch is written meanwhile.
                if !mailbox.isEmpty { drainMailbox() }
            }
        }
        // After the others: a descriptor that was closed in this round must not have a new owner in it.
        if isAcceptDue { acceptor.accept(at: now, connectionCount: { account.connectionCount }, admit) }
        drainMailbox()
        if let next = runQueue.popFirst() { connections[next]?.quantumGranted() }
        resumeWaiting()
        acceptor.resume(at: now)
        if now >= nextCheck, hasSeenAll(readyCount) { check() }
        if now >= nextBeat { beat() }
        if drainEnd != nil, connections.isEmpty { isEnded = true }
    }

    /// Whether every socket was looked at since a check of the deadlines is due: after a stop of the process, what has come
    /// meanwhile counts before the clock does.
    private func hasSeenAll(_ readyCount: Int) -> Bool {
        seenCount += readyCount
        // A full report may have left some out.
        guard readyCount < Poller.eventCountMax || seenCount > connections.count + Poller.eventCountMax else {
            return false
        }
        seenCount = 0
        return true
    }

    /// How long there is nothing to do unless somebody says so.
    private var waitMilliseconds: Int32 {
        guard runQueue.isEmpty, jobs.isEmpty, mailbox.prepareToSleep() else { return 0 }
        let next = min(nextCheck, nextBeat, acceptor.pauseEnd ?? .distantFuture)
        let left = next.nanoseconds(since: clock())
        return Int32(max(0, (left + 999_999) / 1_000_000))
    }
}

// MARK: What connections ask for

extension ServerLoop {
    /// Whether connections wait in the run queue.
    var hasContenders: Bool { !runQueue.isEmpty }

    func awaitQuantum(_ connection: ConnectionID) {
        runQueue.append(connection)
    }

    func awaitsRoom(_ connection: Connection) {
        guard !connection.isThrottled else { return }
        connection.isThrottled = true
        throttled.append(connection.id)
    }

    func watch(_ socket: any ConnectedSocket, of connection: ConnectionID, for interest: Poller.Readiness) {
        do throws(SocketFailure) {
            try poller.change(socket.descriptor, token: connection, to: interest)
        } catch {
            preconditionFailure("a connection is registered as long as its socket is open: \(error)")
        }
    }

    /// Nothing is left of a connection.
    func remove(_ connection: Connection) {
        guard connections.removeValue(forKey: connection.id) != nil else { return }
        account.leave(connection.user)
        assert(!connections.isEmpty || account.held == .init(), "what a connection held was given back")
        if connections.isEmpty { idleSince = now }
    }

    /// Lets those go on who wait for a permit, or for room in the account.
    private func resumeWaiting() {
        while let next = account.nextForPermit() { connections[next]?.permitGranted() }
        guard !throttled.isEmpty, account.takeHasMoreRoom() else { return }
        for _ in 0..<throttled.count {
            guard let id = throttled.popFirst(), let connection = connections[id] else { continue }
            guard connection.state.isHelped(by: account.room(of: connection.user)) else {
                throttled.append(id)
                continue
            }
            connection.isThrottled = false
            connection.act()
        }
    }
}

// MARK: Messages

extension ServerLoop {
    /// Runs what other threads sent, and what tasks answer meanwhile.
    private func drainMailbox() {
        let end = now.advanced(nanoseconds: Self.jobNanoseconds)
        var answered: [ConnectionID] = []
        repeat {
            for message in mailbox.take() {
                switch message {
                case .job(let job): jobs.append(job)
                case .work(let work): work()
                case .stop: beginDrain()
                case .reply(let connection, let ticket, let bytes):
                    connections[connection]?.answered(ticket, with: bytes)
                    answered.append(connection)
                case .waits(let connection, let ticket):
                    connections[connection]?.waits(ticket)
                    answered.append(connection)
                }
            }
            runJobs(until: end)
        } while jobs.isEmpty && !mailbox.isEmpty && clock() < end
        // Each once its answers of one sync are together, so that they leave in one write.
        for connection in answered { connections[connection]?.act() }
    }

    private func runJobs(until end: Moment) {
        while let job = jobs.popFirst() {
            executor.run(job)
            if jobs.count % 8 == 0, clock() >= end { return }
        }
    }
}

// MARK: Accepting

extension ServerLoop {
    private func admit(_ socket: any ConnectedSocket) {
        do throws(SocketFailure) {
            let peer = try socket.peer()
            switch account.admit(peer.uid) {
            case .failure(let error): acceptor.refuse(socket, error, uid: peer.uid)
            case .success(let user): try serve(socket, peer, user)
            }
        } catch {
            // The peer is gone, or the system has no memory for it.
            socket.close()
        }
    }

    private func serve(
        _ socket: any ConnectedSocket,
        _ peer: PeerCredentials,
        _ user: Account.User
    ) throws(SocketFailure) {
        lastID += 1
        do throws(SocketFailure) {
            try poller.add(socket.descriptor, token: lastID, for: .readable)
        } catch {
            account.leave(user)
            throw error
        }
        let connection = Connection(lastID, socket, peer, user, self)
        connections[lastID] = connection
        // Who connects to ask once has asked by now: that saves a look at all sockets. Or has hung up again.
        connection.ready(socket.isHungUp ? .hungUp : .readable)
    }
}

// MARK: Time, and the end

extension ServerLoop {
    /// Looks at everything that has a deadline.
    private func check() {
        nextCheck = now.advanced(nanoseconds: checkNanoseconds)
        let isPermitAwaited = account.permitWaiterCount > 0
        let throttledUsers = Set(throttled.compactMap { connections[$0]?.user.uid })
        for connection in Array(connections.values) {
            connection.checkDeadlines(
                isPermitAwaited: isPermitAwaited,
                isRoomAwaited: throttledUsers.contains(connection.user.uid)
            )
        }
        acceptor.report(to: logger)
        onLoad(load)
        if let idleExitSeconds, connections.isEmpty, idleSince.advanced(seconds: idleExitSeconds) <= now {
            beginDrain()
        }
        guard let drainEnd, now >= drainEnd else { return }
        logger.warning("some connections did not take their answers in time and are closed")
        for connection in Array(connections.values) { connection.giveUp() }
        // Also those whose work goes on: the loop and its connections own each other.
        connections = [:]
    }

    private var load: ServerLoad {
        var load = ServerLoad()
        load.connectionCount = connections.count
        load.requestCount = connections.values.reduce(0) { $0 + $1.state.unansweredCount }
        load.heldConnectionCount = Set(runQueue).union(throttled).count + account.permitWaiterCount
        load.heldByteCount = account.heldByteCount
        return load
    }

    private func beat() {
        guard let heartbeat else { return }
        nextBeat = now.advanced(nanoseconds: heartbeat.milliseconds * 1_000_000)
        heartbeat.beat()
    }

    /// A second, or a quarter of the shortest deadline.
    private var checkNanoseconds: Int64 {
        let seconds = min(4, limits.requestSeconds, limits.idleSeconds, limits.drainSeconds)
        return Int64(seconds) * 250_000_000
    }

    /// Accepts nobody any more, and has every connection answer what it has read and close.
    private func beginDrain() {
        guard drainEnd == nil else { return }
        drainEnd = now.advanced(seconds: limits.drainSeconds)
        acceptor.close(refusing: .shuttingDown())
        for connection in Array(connections.values) { connection.drain() }
    }
}
