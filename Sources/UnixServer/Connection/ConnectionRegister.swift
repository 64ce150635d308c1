import JSONRPC
import NIOConcurrencyHelpers
import NIOCore

/// The open connections: their number, in total and per user, and their common end.
final class ConnectionRegister: Sendable {
    fileprivate struct State {
        var connections: [ObjectIdentifier: any Channel] = [:]
        var countsByUser: [UInt32: Int] = [:]
        var isDraining = false
        /// How many connections were ever admitted.
        var admittedCount = 0
        var whenEmpty: [EventLoopPromise<Void>] = []
    }

    private let limits: ServerLimits
    private let state = NIOLockedValueBox(State())

    init(limits: ServerLimits) {
        self.limits = limits
    }

    /// Admits a new connection, or returns the error that refuses it.
    func admit(_ channel: any Channel, of peer: PeerCredentials) -> RPCError? {
        state.withLockedValue { state in
            if state.isDraining { return .shuttingDown() }
            if state.connections.count >= limits.connectionsMax {
                return .tooManyConnections(limit: limits.connectionsMax)
            }
            if state.countsByUser[peer.uid, default: 0] >= limits.connectionsPerUserMax {
                return .tooManyConnections(limit: limits.connectionsPerUserMax)
            }
            state.admittedCount += 1
            state.connections[ObjectIdentifier(channel)] = channel
            state.countsByUser[peer.uid, default: 0] += 1
            return nil
        }
    }

    /// Removes an admitted connection that has closed.
    func remove(_ channel: any Channel, of peer: PeerCredentials) {
        let whenEmpty = state.withLockedValue { state -> [EventLoopPromise<Void>] in
            guard state.connections.removeValue(forKey: ObjectIdentifier(channel)) != nil else { return [] }
            state.countsByUser[peer.uid, default: 1] -= 1
            if state.countsByUser[peer.uid] == 0 { state.countsByUser[peer.uid] = nil }
            return state.takeWaitersIfEmpty()
        }
        for promise in whenEmpty { promise.succeed() }
    }

    /// How many connections were ever admitted, and how many are open.
    var counts: (admitted: Int, open: Int) {
        state.withLockedValue { ($0.admittedCount, $0.connections.count) }
    }

    /// Makes every connection answer what it has read and then close, and admits no new one.
    ///
    /// - Returns: A future that succeeds when the last connection has closed.
    func drain(on loop: any EventLoop) -> EventLoopFuture<Void> {
        let promise = loop.makePromise(of: Void.self)
        let (connections, done) = state.withLockedValue { state in
            state.isDraining = true
            state.whenEmpty.append(promise)
            return (Array(state.connections.values), state.takeWaitersIfEmpty())
        }
        for connection in connections {
            connection.pipeline.fireUserInboundEventTriggered(ConnectionHandler.DrainEvent())
        }
        for promise in done { promise.succeed() }
        return promise.futureResult
    }

    /// Closes the connections that did not drain in time.
    func closeAll() {
        let connections = state.withLockedValue { Array($0.connections.values) }
        for connection in connections { connection.close(promise: nil) }
    }
}

extension ConnectionRegister.State {
    fileprivate mutating func takeWaitersIfEmpty() -> [EventLoopPromise<Void>] {
        guard connections.isEmpty, isDraining else { return [] }
        defer { whenEmpty = [] }
        return whenEmpty
    }
}
