import NIOConcurrencyHelpers
package import PaymentLinks

extension JournalLedger {
    /// The most links that one record expires.
    private static let linksPerRecordMax = 256

    @discardableResult
    package func recordExpiries(_ clock: any WallClock, by caller: Caller) async throws(LedgerError) -> Int {
        var count = 0
        var previous: [UInt32] = []
        while true {
            let now = clock.now()
            let (rows, candidates) = state.withLockedValue { state in
                let rows = state.index.dueRows(at: now, limit: Self.linksPerRecordMax)
                return (rows, rows.map { state.candidate(of: $0) })
            }
            // The decision may leave links as they are; the same rows again would never end.
            if rows.isEmpty || rows == previous { return count }
            previous = rows
            var keys: [LinkKey] = []
            for candidate in candidates { keys.append(try await link(candidate).key) }
            _ = try await perform(LedgerRequest(.expire(keys), by: caller, at: now))
            count += keys.count
            if keys.count < Self.linksPerRecordMax { return count }
        }
    }
}
