import JSONRPC
import Logging
import SocketLoop

/// Takes connections from the listening sockets, and tells those that can't be served why.
///
/// With no descriptor left nobody waits in silence: the one kept back is lent to the client for the time of its refusal.
/// Where not even that helps, it pauses for a moment instead of failing again and again.
final class Acceptor {
    /// How many connections one round takes from each socket.
    static let countMax = 16
    /// How long a pause is.
    static let pauseNanoseconds: Int64 = 50_000_000

    private let poller: Poller
    private let take: @Sendable (ListeningSocket) -> ListeningSocket.Accepted
    private let answer: LineRefuser
    private let firstToken: Int
    private var listeners: [ListeningSocket]
    private var reserve = DescriptorReserve()
    private var refused = RefusedConnections()
    /// When the pause is over; nil while connections are taken.
    private(set) var pauseEnd: Moment?

    /// Waits for connections.
    ///
    /// - Parameters:
    ///   - listeners: The sockets, which it owns.
    ///   - poller: Reports them as ready, under `firstToken` and the tokens below it.
    ///   - firstToken: The first of those tokens.
    ///   - take: Takes one connection; that of the kernel, but in tests.
    ///   - answer: Makes the line that says why somebody is refused.
    /// - Throws: The failure of the poller.
    init(
        _ listeners: [ListeningSocket],
        _ poller: Poller,
        firstToken: Int,
        _ take: @escaping @Sendable (ListeningSocket) -> ListeningSocket.Accepted,
        _ answer: @escaping LineRefuser
    ) throws(SocketFailure) {
        self.listeners = listeners
        self.poller = poller
        self.firstToken = firstToken
        self.take = take
        self.answer = answer
        for (index, listener) in listeners.enumerated() {
            listener.makeNonBlocking()
            try poller.add(listener.descriptor, token: firstToken - index, for: .readable)
        }
    }

    /// Takes those who wait, up to ``countMax`` of each socket, and hands each over.
    ///
    /// - Parameters:
    ///   - now: The time.
    ///   - connectionCount: How many connections there are; they have all descriptors when there are none left.
    ///   - admit: Takes over a connection.
    func accept(at now: Moment, connectionCount: () -> Int, _ admit: (any ConnectedSocket) -> Void) {
        for listener in listeners {
            queue: for _ in 0..<Self.countMax {
                switch take(listener) {
                case .connection(let socket): admit(socket)
                case .none: break queue
                case .exhausted:
                    // The system says so before it looks whether anybody waits.
                    switch refuseNext(of: listener, .tooManyConnections(limit: connectionCount())) {
                    case .connection: continue
                    case .none: break queue
                    case .exhausted: return pause(at: now)
                    }
                }
            }
        }
    }

    /// Says why, and closes: a new socket's buffer has room for one line.
    func refuse(_ socket: any ConnectedSocket, _ error: RPCError, uid: UInt32?) {
        refused.add(error.kind.name, uid: uid)
        socket.close(saying: answer([], error) ?? [])
    }

    /// Goes on after a pause that is over.
    func resume(at now: Moment) {
        guard let pauseEnd, pauseEnd <= now else { return }
        self.pauseEnd = nil
        reserve.refill()
        setInterest(.readable)
    }

    /// Tells who was refused since the last report.
    func report(to logger: Logger) {
        refused.report(to: logger)
    }

    /// Takes nobody any more.
    ///
    /// The sockets that it made are gone from the file system at once, before another daemon can have bound their paths, and
    /// whoever has connected to one of them is told why. For the others systemd keeps the queue.
    func close(refusing error: RPCError) {
        for listener in listeners {
            listener.removeIfOwned()
            if listener.endQueueIfOwned() {
                while case .connection = refuseNext(of: listener, error) {}
            }
            listener.close()
        }
        listeners = []
        pauseEnd = nil
    }

    /// Refuses one who waits, over the descriptor that is kept back.
    private func refuseNext(of listener: ListeningSocket, _ error: RPCError) -> ListeningSocket.Accepted {
        reserve.lend {
            let next = take(listener)
            if case .connection(let socket) = next { refuse(socket, error, uid: nil) }
            return next
        }
    }

    private func pause(at now: Moment) {
        pauseEnd = now.advanced(nanoseconds: Self.pauseNanoseconds)
        setInterest([])
    }

    private func setInterest(_ interest: Poller.Readiness) {
        for (index, listener) in listeners.enumerated() {
            try? poller.change(listener.descriptor, token: firstToken - index, to: interest)
        }
    }
}
