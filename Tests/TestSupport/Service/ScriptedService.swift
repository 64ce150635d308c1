package import Issuing
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

    private struct State {
        var steps: [Step] = []
        var orders: [String: String] = [:]
        var requests: [String] = []
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

    /// Appends to the script.
    package func then(_ steps: Step...) {
        state.withLock { $0.steps += steps }
    }

    /// The address of each order that was made, by its order ID.
    package var orders: [String: String] { state.withLock { $0.orders } }

    /// The order ID of each request that arrived, in their order.
    package var requests: [String] { state.withLock { $0.requests } }

    package func issue(_ link: Link) async -> IssuingAnswer {
        let order = link.key.orderID.text
        let step = state.withLock { $0.steps.isEmpty ? .issue : $0.steps.removeFirst() }
        switch step {
        case .issue: return .outcome(.issued(url: make(order)))
        case .refuse(let code, let message): return .outcome(.refused(IssuerRefusal(code: code, message: message)))
        case .loseRequest: return .unknown(retryAfter: nil)
        case .loseAnswer:
            _ = make(order)
            return .unknown(retryAfter: nil)
        case .wait(let gate):
            await gate.pass(order)
            return .outcome(.issued(url: make(order)))
        }
    }

    /// Knows the orders it made, and nothing of their payments.
    package func look(at orderID: OrderID) async -> LookAnswer {
        let isKnown = state.withLock { $0.orders[orderID.text] != nil }
        return isKnown ? .order(ServiceReport(orderID: orderID, status: .initialized)) : .noOrder
    }

    package func cancel(_ link: Link) async -> CancelAnswer {
        .cancelled
    }

    package func read(_ notification: ServiceNotification, at now: Instant) -> NotificationReading {
        .badSignature("The scripted service sends no notifications.")
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
