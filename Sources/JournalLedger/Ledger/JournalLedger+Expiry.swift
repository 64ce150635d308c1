import NIOConcurrencyHelpers
package import PaymentLinks

extension JournalLedger {
    /// How many links are recorded as expired together.
    private static let expiredTogetherMax = 256

    @discardableResult
    package func recordExpiries(_ clock: any WallClock, by caller: Caller) async throws(LedgerError) -> Int {
        var count = 0
        var looked: [UInt32] = []
        while true {
            let now = clock.now()
            let (rows, candidates) = state.withLockedValue { state in
                let rows = state.index.dueRows(at: now, limit: Self.expiredTogetherMax)
                return (rows, rows.map { state.candidate(of: $0) })
            }
            // What was left alone is not asked for again, before the next look at the clock.
            if rows.isEmpty || rows == looked { return count }
            looked = rows
            var keys: [LinkKey] = []
            for candidate in candidates { keys.append(try await link(candidate).key) }
            _ = try await perform(LedgerRequest(.expire(keys), by: caller, at: now))
            count += keys.count
            // Less than was asked for is all there was.
            if keys.count < Self.expiredTogetherMax { return count }
        }
    }
}
