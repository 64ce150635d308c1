import NIOConcurrencyHelpers
@testable import JournalLedger

extension JournalLedger {
    /// A copy of the state.
    var snapshot: LedgerState { state.withLockedValue { $0 } }
}
