package import Issuing
import MultiSafepay
package import PaymentLinks
import Storage

/// A payment service that does what a script says, and keeps its orders across restarts of the daemon.
///
/// As the real one it has at most one order for an order ID, and answers a repeated request with the order it has.
/// Safe from any thread.
package final class ScriptedService: IssuingService {
    /// What becomes of one request.
    package enum Step: Sendable {
        /// The order is made, and answered.
        case issue
        /// The service refuses for good.
        case refuse(code: String?, message: String)
        /// The request never arrives.
        case loseRequest
        /// The order is made, and the answer never arrives.
        case loseAnswer
        /// The order is made and answered once the gate opens.
        case wait(Gate)
    }

    /// The orders about which it answers nothing.
    package enum Unreachable: Sendable {
        case none, all
        case only(String)
    }

    private struct State {
        var steps: [Step] = []
        var orders: [String: String] = [:]
        var requests: [String] = []
        var looks: [String] = []
        var told: [String: ServiceReport] = [:]
        var isSilent = false
        var unreachable: Unreachable = .none
        var cancelled: Set<String> = []
    }

    private let state = Monitor(State())

    /// Issues everything that no step says otherwise of.
    package init(_ steps: Step...) {
        state.withLock { $0.steps = steps }
    }

    /// A service that has some orders already.
    package init(orders: [String: String]) {
        state.withLock { $0.orders = orders }
    }

    /// The order IDs that nobody can pay any more.
    package var cancelled: Set<String> { state.withLock { $0.cancelled } }

    /// Appends to the script.
    package func then(_ steps: Step...) {
        state.withLock { $0.steps += steps }
    }

    /// The address of each order that was made, by its order ID.
    package var orders: [String: String] { state.withLock { $0.orders } }

    /// The order ID of each request that arrived, in their order.
    package var requests: [String] { state.withLock { $0.requests } }

    package var isAnswering: Bool { true }

    package func issue(_ link: Link, at now: Instant) async -> IssuingAnswer {
        let order = link.key.orderID.text
        let step = state.withLock { $0.steps.isEmpty ? .issue : $0.steps.removeFirst() }
        switch step {
        case .issue: return .issued(url: make(order))
        case .refuse(let code, let message): return .refused(IssuerRefusal(code: code, message: message))
        case .loseRequest: return .unknown(retryAfter: nil)
        case .loseAnswer:
            _ = make(order)
            return .unknown(retryAfter: nil)
        case .wait(let gate):
            await gate.pass(order)
            return .issued(url: make(order))
        }
    }

    /// The key that signs its notifications.
    package static let apiKey = "scripted-key"

    /// Tells this about an order from now on when it is asked.
    package func tell(_ report: ServiceReport) { state.withLock { $0.told[report.orderID.text] = report } }

    /// Whether looks fail at once.
    package func beUnreachable(_ unreachable: Unreachable = .all) { state.withLock { $0.unreachable = unreachable } }

    /// Whether looks get no answer until they are given up.
    package func beSilent(_ isSilent: Bool = true) { state.withLock { $0.isSilent = isSilent } }

    /// The order ID of each look that arrived, in their order.
    package var looks: [String] { state.withLock { $0.looks } }

    /// Tells what a test says, else knows the orders it made, and nothing of their payments.
    package func look(at orderID: OrderID) async -> LookAnswer {
        let order = orderID.text
        let isSilent = state.withLock { state in
            state.looks.append(order)
            return state.isSilent
        }
        // Nobody fires this timer.
        if isSilent { await ManualTimer().wait(for: .seconds(1)) }
        return state.withLock { state in
            if isSilent || state.unreachable.contains(order) { return .unreachable(retryAfter: nil) }
            if let told = state.told[order] { return .order(told) }
            guard state.orders[order] != nil else { return .noOrder }
            return .order(ServiceReport(orderID: orderID, status: .initialized))
        }
    }

    package func cancel(_ link: Link) async -> CancelAnswer {
        state.withLock { _ = $0.cancelled.insert(link.key.orderID.text) }
        return .cancelled
    }

    package func read(_ notification: ServiceNotification, at now: Instant) -> NotificationReading {
        NotificationReader(apiKey: Array(Self.apiKey.utf8)).read(notification, at: now)
    }

    /// Makes an order, or finds the one that is there.
    private func make(_ order: String) -> String {
        state.withLock { state in
            state.requests.append(order)
            if let url = state.orders[order] { return url }
            let url = "https://pay.example/\(state.orders.count + 1)"
            state.orders[order] = url
            return url
        }
    }
}

extension ScriptedService.Unreachable {
    fileprivate func contains(_ order: String) -> Bool {
        switch self {
        case .none: false
        case .all: true
        case .only(let one): order == one
        }
    }
}
