/// Why a ledger did not do what was asked.
package enum LedgerError: Error, Sendable {
    /// Indirect, since a refusal may hold two links, and every function on the way of a request keeps room for its error.
    indirect case refused(DecisionRefusal)
    /// The caller has no right to it, and nothing was recorded.
    case notAllowed
    /// The outcome is unknown: a write or a sync failed under the record.
    case storageFailed
    /// Nothing was recorded: the disk has no room.
    case storageFull
    /// Nothing was recorded: it is more than one record can hold, and always will be.
    case recordTooLarge
    /// Nothing was recorded: too much is waiting.
    case busy
    /// Nothing was recorded: the daemon is ending.
    case closed
    /// Something that was recorded can't be read back; says what, and what to do.
    case unreadable(String)

    /// The last event that a refusal depends on; nil for every other error.
    package var restsOn: UInt64? {
        if case .refused(let refusal) = self { refusal.restsOn } else { nil }
    }
}
