import Journal
import KeyVault
package import PaymentLinks
import Storage

extension JournalLedger {
    package func erasePersonalData(_ request: ErasureRequest) async throws(LedgerError) -> (
        erased: Int, unreadable: Int
    ) {
        let (keys, unreadableCount) = try await keys(request)
        do throws(KeyVaultError) {
            try await vault.expectRoom(toErase: keys.count)
        } catch {
            throw LedgerError(error)
        }
        let (count, seq) = try await recordErasure(of: keys, request)
        // First the record, then the keys: after a crash in between, the next start destroys the keys.
        do throws(KeyVaultError) {
            try await vault.flushErasures(through: seq)
        } catch {
            throw .storageFailed
        }
        return (count, unreadableCount)
    }

    /// Records the erasure of some links in as many records as it takes, which is harmless to repeat.
    ///
    /// - Returns: How many lost their customer, and the last event of it.
    private func recordErasure(
        of keys: [LinkKey],
        _ request: ErasureRequest
    ) async throws(LedgerError) -> (count: Int, restsOn: UInt64) {
        var count = 0
        var last: UInt64 = 0
        for part in keys.byRecord {
            let command = EraseCommand(keys: part, reason: request.reason)
            do throws(LedgerError) {
                let outcome = try await perform(LedgerRequest(.erase(command), by: request.caller, at: request.now))
                count += outcome.answers.count
                last = max(last, outcome.restsOn)
            } catch {
                // Some of it is recorded, so nobody is told that nothing was.
                throw count > 0 ? .storageFailed : error
            }
        }
        return (count, last)
    }

    /// Takes erased keys out of the file, if that failed before; to be called once a second.
    package func settleErasures() async {
        await vault.settle()
    }

    /// The orders to erase, and how many links can't be read.
    ///
    /// By e-mail address it reads every link of the site, without those created meanwhile.
    private func keys(_ request: ErasureRequest) async throws(LedgerError) -> ([LinkKey], unreadable: Int) {
        switch request.target {
        case .order(let orderID): return ([LinkKey(site: request.site, orderID: orderID)], 0)
        case .email(let email):
            var filter = LinkFilter()
            filter.site = request.site
            let all = PageRequest(order: .oldest, limit: .max, after: nil, withTotals: false)
            let isOfPerson = { @Sendable (link: Link) in link.terms.customer.has(email) }
            let reader = Monitor(
                PageReader(await withState { $0 }, loader, all, filter, request.now, where: isOfPerson) { ($0.key, 0) }
            )
            let page = try await walks.run(for: request.caller.uid) { reader.withLock { $0.advance() } }
            return (page.links, page.unreadable.count)
        }
    }
}
