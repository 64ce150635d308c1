import Journal
import NIOConcurrencyHelpers
import PaymentLinks

extension JournalLedger {
    package func erasePersonalData(_ order: ErasureOrder) async throws(LedgerError) -> Erasure {
        let (erasure, seq) = try book.withLockedValue { attemptErasure(order, on: &$0) }.get()
        // First the record that says so, then the keys: a crash in between is made good at the next start.
        try await durable(through: seq)
        do throws(JournalError) {
            try await vault.settle(through: seq)
        } catch {
            throw .storageFailed
        }
        return erasure
    }

    /// Keeps the type of what is thrown across the lock, which does not.
    private func attemptErasure(
        _ order: ErasureOrder,
        on book: inout LinkBook
    ) -> Result<(Erasure, restsOn: UInt64), LedgerError> {
        do throws(LedgerError) {
            return .success(try erase(order, in: &book))
        } catch {
            return .failure(error)
        }
    }

    private func erase(_ order: ErasureOrder, in book: inout LinkBook) throws(LedgerError) -> (Erasure, UInt64) {
        let erased: [PersonalDataErased]
        do throws(DecisionRefusal) {
            erased = try order.command.decide(in: book)
        } catch {
            throw .refused(error)
        }
        guard !erased.isEmpty else { return (Erasure(linkCount: 0, plainCount: 0), book.seq) }
        let events = erased.map(LinkEvent.erased)
        let payload = EventWriter.payload(of: events, time: order.now, caller: order.caller, request: nil, vault: vault)
        let seq = try append(payload, count: events.count)
        for (index, event) in events.enumerated() {
            do throws(FoldError) {
                try book.fold(event, at: order.now, seq: seq + UInt64(index))
            } catch {
                preconditionFailure("decided on events that do not follow from the book: \(error)")
            }
        }
        vault.erase(erased.flatMap { $0.seals.map(Vault.Leaf.init) }, because: book.seq)
        return (Erasure(linkCount: erased.count, plainCount: erased.count { $0.seals.isEmpty }), book.seq)
    }
}
