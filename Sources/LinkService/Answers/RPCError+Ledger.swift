import JSON
package import JSONRPC
import PaymentLinks

extension RPCError {
    /// What a caller is told when a ledger did not do what was asked.
    ///
    /// - Parameters:
    ///   - error: The ledger's error.
    ///   - now: The moment at which an existing link's status is told.
    ///   - pointer: Where in `params` the value stands that a decision may refuse.
    init(_ error: LedgerError, at now: Instant, _ pointer: (Refusal.Kind) -> String?) {
        switch error {
        case .refused(let refusal): self.init(refusal, at: now, pointer)
        case .notAllowed: self.init(.notAllowed, "No rule of `rights` allows you this; ask the administrator for one.")
        case .storageFailed:
            self.init(
                .storageFailed,
                "The disk failed and the outcome is unknown; ask again with the same idempotency key, "
                    + "or look the order up."
            )
        case .storageFull:
            self.init(
                .storageFull,
                "The disk is full and nothing was recorded; make room until more than 16 MiB are free, and ask again."
            )
        case .recordTooLarge:
            self.init(.batchTooLarge, "That is more than one record holds and nothing was recorded; send less at once.")
        case .busy:
            self.init(.busy, "Too much is waiting and nothing was recorded; ask again in a moment.")
        case .closed: self = .shuttingDown()
        case .unreadable(let sentence): self.init(.internalError, sentence, details: Self.unreadableRecord)
        }
    }

    /// Whether a record that the answer needs can't be read: a fault of the disk or of the index, and not of the call.
    package var isUnreadableRecord: Bool { kind == .internalError && details == Self.unreadableRecord }

    private static let unreadableRecord = members { $0.member("reason", "unreadableRecord") }

    private init(_ refusal: DecisionRefusal, at now: Instant, _ pointer: (Refusal.Kind) -> String?) {
        if case .rows(let rows) = refusal {
            self = .rowsRefused(rows.map { RowError($0, at: now) }, bytesMax: .max)
        } else if case .unknownOrder(let key) = refusal, let breach = key.orderID.breach {
            // What is wrong with the ID helps more than that no order has it.
            self.init(breach, at: pointer(refusal.kind))
        } else {
            self.init(
                refusal.kind,
                refusal.sentence(at: now),
                at: pointer(refusal.kind),
                details: refusal.details(at: now)
            )
        }
    }
}
