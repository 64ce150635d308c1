import Journal
import KeyVault
import NIOConcurrencyHelpers
package import PaymentLinks

extension JournalLedger {
    package func erasePersonalData(_ request: ErasureRequest) async throws(LedgerError) -> Int {
        let command = EraseCommand(keys: try await keys(request), reason: request.reason)
        do throws(KeyVaultError) {
            try await vault.expectRoom(toErase: command.keys.count)
        } catch {
            throw LedgerError(error)
        }
        let outcome = try await perform(LedgerRequest(.erase(command), by: request.caller, at: request.now))
        // First the record, then the keys: after a crash in between, the next start destroys the keys.
        do throws(KeyVaultError) {
            try await vault.flushErasures(through: outcome.restsOn)
        } catch {
            throw .storageFailed
        }
        return outcome.answers.count
    }

    /// Takes erased keys out of the file, if that failed before; to be called once a second.
    package func settleErasures() async {
        await vault.settle()
    }

    /// The orders to erase.
    ///
    /// By e-mail address it reads every link of the site, without those created meanwhile.
    private func keys(_ request: ErasureRequest) async throws(LedgerError) -> [LinkKey] {
        switch request.target {
        case .order(let orderID): return [LinkKey(site: request.site, orderID: orderID)]
        case .email(let email):
            var filter = LinkFilter()
            filter.site = request.site
            let all = PageRequest(order: .oldest, limit: .max, after: nil, withTotals: false)
            let reader = PageReader(snapshot, loader, all, filter, request.now)
            return try await walks.run(for: request.caller.uid) { () throws(UnreadableRecord) in
                var keys: [LinkKey] = []
                try reader.forEach { link in if link.terms.customer.has(email) { keys.append(link.key) } }
                return keys
            }
        }
    }
}
