/// How much a ledger keeps.
package struct LedgerStatus: Sendable, Equatable {
    /// The last event that the numbers reflect.
    package let seq: UInt64
    package let linkCount: Int

    package init(seq: UInt64, linkCount: Int) {
        self.seq = seq
        self.linkCount = linkCount
    }
}
