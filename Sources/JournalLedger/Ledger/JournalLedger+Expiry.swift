import NIOConcurrencyHelpers
package import PaymentLinks

extension JournalLedger {
    private static var linksPerRecordMax: Int { Command.linksPerRecordMax }

    @discardableResult
    package func recordExpiries(_ clock: any WallClock, by caller: Caller) async throws(LedgerError) -> Int {
        var count = 0
        var previous: [UInt32] = []
        var unreadable: Set<UInt32> = []
        while true {
            let now = clock.now()
            let (rows, candidates) = state.withLockedValue { state in
                let limit = Self.linksPerRecordMax + unreadable.count
                let due = state.index.dueRows(at: now, limit: limit).lazy.filter { !unreadable.contains($0) }
                let rows = Array(due.prefix(Self.linksPerRecordMax))
                return (rows, rows.map { state.candidate(of: $0) })
            }
            // The decision may leave links as they are; the same rows again would never end.
            if rows.isEmpty || rows == previous { return count }
            previous = rows
            var keys: [LinkKey] = []
            for (row, candidate) in zip(rows, candidates) {
                if let link = try await readableLink(candidate) {
                    keys.append(link.key)
                } else {
                    unreadable.insert(row)
                }
            }
            if !keys.isEmpty { _ = try await perform(LedgerRequest(.expire(keys), by: caller, at: now)) }
            count += keys.count
            if rows.count < Self.linksPerRecordMax { return count }
        }
    }
}
