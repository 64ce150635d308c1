import NIOConcurrencyHelpers
import PaymentLinks

/// How far a pass over some orders has come; its workers share it.
final class PassProgress: Sendable {
    private struct State {
        var next = 0
        var isStopped = false
        var tally = ReportDesk.Tally()
        var unansweredInARow = 0
        var failure: LedgerError?
    }

    private let orders: [OrderID]
    private let state = NIOLockedValueBox(State())

    init(_ orders: [OrderID]) {
        self.orders = orders
    }

    /// What came of it so far; what was not asked, or not answered, remains.
    ///
    /// - Throws: What kept news from being recorded.
    func tally() throws(LedgerError) -> ReportDesk.Tally {
        let (failure, counts) = state.withLockedValue { ($0.failure, $0.tally) }
        if let failure { throw failure }
        var tally = counts
        tally.remaining = orders.count - tally.checked
        return tally
    }

    /// The next order to ask about; nil if there is none, or no more is to be asked.
    func next() -> OrderID? {
        state.withLockedValue { state in
            guard !state.isStopped, state.next < orders.count else { return nil }
            defer { state.next += 1 }
            return orders[state.next]
        }
    }

    func note(isNew: Bool) {
        state.withLockedValue { state in
            state.tally.checked += 1
            if isNew { state.tally.changed += 1 }
            state.unansweredInARow = 0
        }
    }

    func noteUnanswered(stoppingAt countMax: Int) {
        state.withLockedValue { state in
            state.unansweredInARow += 1
            if state.unansweredInARow >= countMax { state.isStopped = true }
        }
    }

    func stop() { state.withLockedValue { $0.isStopped = true } }

    /// Ends the pass, since nothing more can be recorded.
    func fail(_ error: LedgerError) {
        state.withLockedValue { state in
            state.failure = error
            state.isStopped = true
        }
    }
}
