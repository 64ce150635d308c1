import NIOConcurrencyHelpers
import Storage

extension JournalLedger {
    /// Looks at the state, or changes it, under the lock that everybody waits for.
    ///
    /// For a task of low priority, whose thread may have to wait long for a processor, the reader's thread holds the lock:
    /// for one after the other, in the order in which they ask.
    func withState<Value: Sendable>(_ body: @escaping @Sendable (inout LedgerState) -> Value) async -> Value {
        guard isUnhurried else { return state.withLockedValue(body) }
        // The ledger must not end on the thread that it would have to wait for.
        return await reader.run { [unowned self] in state.withLockedValue(body) }
    }

    /// Whether the current task has a low priority.
    var isUnhurried: Bool { Task.currentPriority < .medium }
}
